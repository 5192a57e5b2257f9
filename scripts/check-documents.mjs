import { globSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { gunzipSync } from "node:zlib"
import {
  buildClientSchema,
  GraphQLError,
  NoDeprecatedCustomRule,
  parse,
  specifiedRules,
  validate,
} from "graphql"
import { root } from "./root.mjs"

/** Every document that we send to Shopify must hold in the version we ask for and in the one before it. */
const FOLDER = join(root, "web", "platforms", "shopify")
const VERSIONS = ["2026-10", "2026-07"]

const documents = globSync("documents/*.graphql", { cwd: FOLDER }).sort()
const problems = documents.length ? [] : [`${FOLDER}/documents holds no .graphql file`]
const schemas = VERSIONS.map((version) => [version, readSchema(version)])

for (const path of documents) {
  for (const problem of checkDocument(path)) problems.push(`${path}: ${problem}`)
}
for (const problem of problems) console.log(problem)
console.log(`${documents.length} documents against ${VERSIONS.join(" and ")}`)
process.exitCode = problems.length ? 1 : 0

function readSchema(version) {
  const file = join(FOLDER, "schema", `admin.${version}.json.gz`)
  return buildClientSchema(JSON.parse(gunzipSync(readFileSync(file)).toString()).data)
}

function checkDocument(path) {
  let document
  try {
    document = parse(readFileSync(join(FOLDER, path), "utf8"))
  } catch (error) {
    return [describe(error)]
  }
  const operations = document.definitions.filter(({ kind }) => kind === "OperationDefinition")
  if (operations.length !== 1)
    return [`holds ${operations.length} operations: one file, one operation`]
  if (!operations[0].name) return ["its operation has no name"]
  const rules = [...specifiedRules, NoDeprecatedCustomRule]
  return schemas.flatMap(([version, schema]) =>
    validate(schema, document, rules).map((error) => `${version}: ${describe(error)}`),
  )
}

function describe(error) {
  const line = error instanceof GraphQLError && error.locations?.[0]?.line
  return line ? `line ${line}: ${error.message}` : error.message
}
