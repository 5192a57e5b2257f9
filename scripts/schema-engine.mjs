#!/usr/bin/env node
// Stands in for Prisma's native schema engine, which would have to be downloaded: the same questions and answers in
// JSON lines over stdio, answered by the WebAssembly build of that engine and the driver the app uses anyway.
import { readFileSync } from "node:fs"
import { createInterface } from "node:readline"
import { loadEngine, reachDatabase, recreate } from "./schema-engine-database.mjs"

const argv = process.argv.slice(2)
const valuesOf = (name) => argv.flatMap((word, i) => (word === name ? [argv[i + 1]] : []))
const datasource = JSON.parse(valuesOf("--datasource")[0] ?? "{}")
const url = datasource.url ?? process.env.DATABASE_URL

if (argv[0] === "--version") {
  const { version } = await import("@prisma/schema-engine-wasm/schema_engine_bg")
  console.log(`schema-engine-cli ${version()} (wasm)`)
} else if (argv.includes("cli")) await answerCommand(argv[argv.indexOf("cli") + 1])
else answerLines()

async function answerCommand(command) {
  try {
    if (command === "can-connect-to-database") await reachDatabase(url)
    else if (command === "create-database") await recreate(url, "create")
    else if (command === "drop-database") await recreate(url, "drop")
  } catch (error) {
    const code = { "3D000": "P1003", "28P01": "P1000" }[error.code] ?? "P1001"
    const line = { level: "ERROR", target: "schema_engine::logger", timestamp: new Date() }
    write(process.stderr, { ...line, fields: { error_code: code, message: error.message } })
    process.exitCode = 1
  }
}

function answerLines() {
  let engine
  const getEngine = () => {
    const models = valuesOf("--datamodels").map((file) => [file, readFileSync(file, "utf8")])
    engine ??= loadEngine(url, models)
    return engine
  }
  let turn = Promise.resolve()
  const lines = createInterface({ input: process.stdin })
  lines.on("line", (line) => {
    const request = JSON.parse(line)
    if (!request.method) return // the answer to something that we printed
    turn = turn.then(() => answer(request, getEngine))
  })
  lines.on("close", () => turn.then(() => process.exit(0)))
}

async function answer({ id, method, params }, getEngine) {
  try {
    const result = await ask(method, params, getEngine)
    if (method === "diff" && result?.stdout != null) print(result.stdout)
    write(process.stdout, { id, jsonrpc: "2.0", result: result ?? {} })
  } catch (error) {
    const message = String(error?.message ?? error)
    const data = { is_panic: false, message, meta: null, error_code: error?.code ?? null }
    const text = "An error happened. Check the data field for details."
    write(process.stdout, { id, jsonrpc: "2.0", error: { code: 4466, message: text, data } })
  }
}

async function ask(method, params, getEngine) {
  if (method === "createDatabase") return recreate(url, "create")
  const engine = await getEngine()
  return method === "getDatabaseVersion" ? engine.version(params) : engine[method](params)
}

function print(content) {
  write(process.stdout, { id: Date.now(), jsonrpc: "2.0", method: "print", params: { content } })
}

function write(stream, message) {
  stream.write(`${JSON.stringify(message)}\n`)
}
