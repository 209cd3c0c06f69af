// Reads a JSON list of documents (texts) on stdin; writes what Medplum's validator says of each: null or its message.
const fs = require("fs");
const [core, ...bundles] = process.argv.slice(2);
const medplum = require(core);
for (const bundle of bundles) medplum.indexStructureDefinitionBundle(JSON.parse(fs.readFileSync(bundle, "utf8")));
const said = JSON.parse(fs.readFileSync(0, "utf8")).map((text) => {
  try {
    medplum.validateResource(JSON.parse(text));
    return null;
  } catch (error) {
    return String(error.message);
  }
});
process.stdout.write(JSON.stringify(said));
