-- title: Everything about an actor
-- description: All events in which an actor takes part, newest first, with its role and the others involved. Type a part of a name, another name, or an actor's id; empty means everybody.
with wanted(id) as (
  select id from actors where name like '%' || trim(:actor) || '%' or id = trim(:actor)
  union
  select actor_id from actor_aliases where alias like '%' || trim(:actor) || '%'
)
select
  events.date_start,
  events.date_precision,
  events.status,
  coalesce(actors.name, participants.name_as_written) as actor,
  participants.role,
  events.title,
  events.event_type,
  (
    select group_concat(coalesce(other_actor.name, other.name_as_written) || ' (' || other.role || ')', ', ')
    from participants as other
    left join actors as other_actor on other_actor.id = other.actor_id
    where other.event_id = events.id and other.position <> participants.position
  ) as with_whom,
  events.place_name as place,
  events.id as event
from participants
join events on events.id = participants.event_id
left join actors on actors.id = participants.actor_id
where events.shown and (
  participants.actor_id in (select id from wanted)
  or participants.name_as_written like '%' || trim(:actor) || '%'
)
order by events.date_start desc, events.id, participants.position
