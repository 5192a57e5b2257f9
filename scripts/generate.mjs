import { spawn } from "node:child_process"
import { createHash } from "node:crypto"
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { node24, pathWithPrograms } from "./node.mjs"
import { root } from "./root.mjs"

/** What is made from what. A step runs when an input changed since it last ran, or an output is gone. */
const STEPS = [
  {
    name: "database client",
    command: ["node_modules/prisma/build/index.js", "generate"],
    inputs: ["prisma/schema.prisma", "prisma.config.ts", "node_modules/prisma/package.json"],
    outputs: ["web/db/generated/client.ts"],
  },
  {
    name: "widget",
    command: ["scripts/build-widget.mjs"],
    inputs: ["web/widget", "extensions/loyalty-theme/locales", "scripts/build-widget.mjs"],
    outputs: ["launcher", "panel", "text-en"].map(
      (name) => `extensions/loyalty-theme/assets/loyalty-${name}.js`,
    ),
  },
  {
    name: "admin",
    command: ["scripts/build-admin.mjs"],
    inputs: [
      "web/admin",
      "web/core",
      "scripts/build-admin.mjs",
      "scripts/logical-sides.mjs",
      "package-lock.json",
    ],
    outputs: ["dist/admin/index.html"],
  },
]

/** Makes what is stale, all at once, and returns the names of what it made. */
export async function generate() {
  const stale = staleSteps()
  await Promise.all(stale.map(make))
  return stale.map(({ name }) => name)
}

export function staleSteps() {
  return STEPS.filter(({ command }) => existsSync(join(root, command[0])))
    .map((step) => ({ ...step, hash: hashOf(step.inputs) }))
    .filter(isStale)
}

const stampOf = (name) => join(root, ".cache", `${name.replace(" ", "-")}.hash`)

function isStale({ name, hash, outputs }) {
  if (!outputs.every((path) => existsSync(join(root, path)))) return true
  return !existsSync(stampOf(name)) || readFileSync(stampOf(name), "utf8") !== hash
}

async function make({ name, command, hash }) {
  await run(name, command)
  mkdirSync(join(root, ".cache"), { recursive: true })
  writeFileSync(stampOf(name), hash)
}

function hashOf(inputs) {
  const hash = createHash("sha256")
  for (const path of inputs.flatMap(filesBelow)) {
    hash.update(`${path}\0`).update(readFileSync(join(root, path)))
  }
  return hash.digest("hex")
}

function filesBelow(path) {
  if (!existsSync(join(root, path))) return []
  if (!/\.\w+$/.test(path)) {
    const names = readdirSync(join(root, path)).sort()
    return names.flatMap((name) => filesBelow(`${path}/${name}`))
  }
  return [path]
}

/** Prisma insists on a native engine that it would download; ours answers in its place. */
export const prismaEnvironment = () => ({
  PATH: pathWithPrograms(),
  PRISMA_SCHEMA_ENGINE_BINARY: join(root, "scripts", "schema-engine.mjs"),
  CHECKPOINT_DISABLE: "1",
  PRISMA_HIDE_UPDATE_MESSAGE: "1",
})

function run(name, [script, ...args]) {
  const env = { ...process.env, ...prismaEnvironment() }
  return new Promise((done, fail) => {
    const child = spawn(node24(), [join(root, script), ...args], {
      cwd: root,
      env,
      stdio: ["ignore", "pipe", "pipe"],
    })
    let output = ""
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (text) => {
        output += text
      })
    }
    child.on("error", fail)
    child.on("close", (code) => {
      if (code === 0) done()
      else fail(new Error(`The ${name} could not be made:\n${output}`))
    })
  })
}
