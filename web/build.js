/**
 * Build the script and the base map into timeline/serve/static/: `npm run build`.
 * With --check nothing is written; a file that differs from the committed one fails the run.
 */
import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const TARGET = fileURLToPath(new URL("../timeline/serve/static/", import.meta.url));
const MAPS = ["land-110m.json", "land-50m.json"];

/** @returns {Promise<Map<string, Buffer>>} the content of every file by its name */
async function made() {
  const { outputFiles, metafile } = await build({
    absWorkingDir: HERE,
    entryPoints: ["src/main.js"],
    bundle: true,
    format: "esm",
    minify: true,
    target: "es2022",
    charset: "utf8",
    legalComments: "none",
    banner: { js: "/* Built from web/ by npm run build. Licences: THIRD-PARTY.txt */" },
    write: false,
    metafile: true,
  });
  const files = new Map([["timeline.js", Buffer.from(outputFiles[0].contents)]]);
  for (const name of MAPS) files.set(name, await readFile(`${HERE}node_modules/world-atlas/${name}`));
  const packages = await bundled(Object.keys(metafile.inputs));
  files.set("THIRD-PARTY.txt", Buffer.from(licences(packages)));
  const hashes = Object.fromEntries([...files].sort().map(([name, data]) => [name, sha256(data)]));
  const versions = Object.fromEntries(packages.map(({ name, version }) => [name, version]));
  files.set("manifest.json", Buffer.from(`${JSON.stringify({ files: hashes, packages: versions }, null, 2)}\n`));
  return files;
}

/** The packages that a part of the files comes from. @param {string[]} inputs */
async function bundled(inputs) {
  const found = inputs.map((path) => /node_modules\/([^/]+)\//.exec(path)?.[1]).filter(Boolean);
  const names = [...new Set([...found, "world-atlas"])].sort();
  return Promise.all(
    names.map(async (name) => {
      const folder = `${HERE}node_modules/${name}/`;
      const { version, license } = JSON.parse(await readFile(`${folder}package.json`, "utf8"));
      return { name, version, license, text: (await readFile(`${folder}LICENSE`, "utf8")).trim() };
    }),
  );
}

function licences(packages) {
  const head =
    "timeline.js holds parts of these packages; land-110m.json and land-50m.json are files of world-atlas, made\n" +
    "from the public-domain data of Natural Earth. Everything else in timeline.js is part of this project.\n";
  const texts = packages.map(({ name, version, license, text }) => {
    const title = `${name} ${version} (${license})`;
    return `\n${title}\n${"-".repeat(title.length)}\n${text.replaceAll("\r\n", "\n")}\n`;
  });
  return head + texts.join("");
}

/** @param {Buffer} data */
const sha256 = (data) => createHash("sha256").update(data).digest("hex");

const files = await made();
const different = [];
for (const [name, data] of files) {
  const old = await readFile(TARGET + name).catch(() => null);
  if (old?.equals(data)) continue;
  different.push(name);
  if (!process.argv.includes("--check")) await writeFile(TARGET + name, data);
}
for (const [name, data] of files) console.log(`${name}: ${data.length} bytes, ${gzipSync(data).length} packed`);
if (process.argv.includes("--check") && different.length) {
  console.error(`differs from what is committed: ${different.join(", ")}; run npm run build and commit`);
  process.exit(1);
}
