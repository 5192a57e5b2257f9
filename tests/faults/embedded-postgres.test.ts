import { spawn } from "node:child_process"
import { once } from "node:events"
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import {
  ask,
  childrenOf,
  type DatabaseApp,
  kill,
  parentOf,
  postmasterOf,
  startDatabaseApp,
  stop,
} from "./database-app.ts"

const SOON = { timeout: 15_000, interval: 10 }

let dir: string
let apps: DatabaseApp[]

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "regulars-embedded-"))
  apps = []
})

afterEach(async () => {
  await Promise.all(apps.map(stop))
  rmSync(dir, { recursive: true, force: true, maxRetries: 5 })
})

describe("the embedded database", () => {
  test("keeps its password to itself and refuses any other", async () => {
    const { url, dataDir } = await start().ready
    const password = readFileSync(join(dataDir, "regulars.password"), "utf8")
    expect(new URL(url).password).toBe(password)
    expect(password.length).toBeGreaterThanOrEqual(32)
    expect(statSync(join(dataDir, "regulars.password")).mode & 0o777).toBe(0o600)
    await expect(ask(url.replace(password, "postgres"), "select 1")).rejects.toThrow("password")
  })

  test("is durable: nothing that keeps a commit was switched off", async () => {
    const { url } = await start().ready
    const names = ["fsync", "full_page_writes", "synchronous_commit"]
    const rows = await ask(url, "select setting from pg_settings where name = any($1)", [names])
    expect(rows).toEqual([{ setting: "on" }, { setting: "on" }, { setting: "on" }])
  })

  test("still has the points after the app was killed", async () => {
    const first = start()
    const { url } = await first.ready
    await ask(url, "create table kept (points integer)")
    await ask(url, "insert into kept values (120)")
    await kill(first)
    const { url: again, owner } = await start().ready
    expect(owner).toBe(true)
    expect(await ask(again, "select points from kept")).toEqual([{ points: 120 }])
  })

  test("is gone soon after its app was killed", async () => {
    const app = start()
    const { dataDir } = await app.ready
    await kill(app)
    await expect.poll(() => existsSync(join(dataDir, "postmaster.pid")), SOON).toBe(false)
  })

  test("comes back on the same port when it is killed itself", async () => {
    const app = start()
    const { url, dataDir } = await app.ready
    await ask(url, "create table kept as select 120 as points")
    process.kill(postmasterOf(dataDir), "SIGKILL")
    await expect
      .poll(() => ask(url, "select points from kept").catch(() => "down"), SOON)
      .toEqual([{ points: 120 }])
    expect(app.errors()).toContain("PostgreSQL ended unexpectedly")
  })
})

describe("two starts at once", () => {
  test("on an empty folder share one database: one owns it, the others attach", async () => {
    const started = await Promise.all([start(), start(), start()].map(({ ready }) => ready))
    expect(started.filter(({ owner }) => owner)).toHaveLength(1)
    expect(new Set(started.map(({ url }) => url)).size).toBe(1)
    const [one, other] = started
    await ask(one!.url, "create table shared as select 7 as points")
    expect(await ask(other!.url, "select points from shared")).toEqual([{ points: 7 }])
  })

  test("right after a kill never attach to the dying database", async () => {
    const first = start()
    const { url } = await first.ready
    await ask(url, "create table kept as select 120 as points")
    await kill(first)
    const [one, other] = await Promise.all([start().ready, start().ready])
    expect([one!.owner, other!.owner].sort()).toEqual([false, true])
    await new Promise((done) => setTimeout(done, 500))
    expect(await ask(other!.url, "select points from kept")).toEqual([{ points: 120 }])
  })
})

describe("what a killed run left", () => {
  test("of a database half made is thrown away", async () => {
    const first = start()
    first.ready.catch(() => {})
    await expect
      .poll(() => readdirSync(dir).filter((name) => name.includes(".making-")), SOON)
      .not.toEqual([])
    await kill(first)
    const { url } = await start().ready
    expect(await ask(url, "select 1 as one")).toEqual([{ one: 1 }])
  })

  test("of a process number that another program has by now is not believed", async () => {
    const first = start()
    const { url, dataDir } = await first.ready
    await ask(url, "create table kept as select 120 as points")
    const noted = readFileSync(join(dataDir, "postmaster.pid"), "utf8")
    await stop(first)
    writeFileSync(join(dataDir, "postmaster.pid"), noted.replace(/^\d+/, String(process.pid)))
    const before = performance.now()
    const { url: again } = await start().ready
    expect(performance.now() - before).toBeLessThan(5000)
    expect(await ask(again, "select points from kept")).toEqual([{ points: 120 }])
  })

  test("of a server that nobody owns is stopped first", async () => {
    const app = start()
    const { url, dataDir } = await app.ready
    await ask(url, "create table kept as select 120 as points")
    const server = postmasterOf(dataDir)
    const shell = parentOf(server)
    for (const pid of [...childrenOf(shell).filter((pid) => pid !== server), shell]) {
      process.kill(pid, "SIGKILL")
    }
    await kill(app)
    const { owner, url: again } = await start().ready
    expect(owner).toBe(true)
    expect(postmasterOf(dataDir)).not.toBe(server)
    expect(await ask(again, "select points from kept")).toEqual([{ points: 120 }])
  })

  test("that holds on without answering is named, not waited for in silence", async () => {
    mkdirSync(dir, { recursive: true })
    const holder = spawn(process.execPath, ["--input-type=module", "-e", HOLD, dir])
    try {
      await once(holder.stdout, "data")
      const app = start()
      app.ready.catch(() => {})
      await expect.poll(app.errors, SOON).toContain(`Waiting for process ${holder.pid}`)
    } finally {
      holder.kill("SIGKILL")
    }
  })
})

const HOLD = `
import { takeLock } from "#web/db/embedded-lock.ts"
takeLock(process.argv[1] + "/database.lock")
console.log("held")
setInterval(() => {}, 1000)`

function start(): DatabaseApp {
  const app = startDatabaseApp(dir)
  apps.push(app)
  return app
}
