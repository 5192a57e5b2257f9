import { type ChildProcess, execFile, spawn } from "node:child_process"
import { createServer } from "node:net"
import { join } from "node:path"
import type { EmbeddedHome } from "./embedded-home.ts"
import { type Patience, patience as patient } from "./embedded-patience.ts"
import { readPostmaster, stopOrphan } from "./embedded-postmaster.ts"

/** Replaying all the WAL that max_wal_size allows takes well under this. */
const RECOVERY_MS = 120_000

export type Settings = Record<string, string | number>

interface Launch {
  home: EmbeddedHome
  bin: string
  settings: Settings
  log: (line: string) => void
}

/**
 * Starts PostgreSQL and keeps it running: when it dies it is started again on the same port, so that pools
 * find it where it was. Ends with this process, even by SIGKILL.
 */
export async function superviseServer(launch: Launch, patience: Patience) {
  for (;;) {
    const port = await freePort()
    try {
      return supervise(launch, port, await startServer(launch, port, patience))
    } catch (error) {
      // Somebody was quicker to take the port, or the last processes of a killed server are still leaving.
      if (!/could not create any TCP|shared memory block/.test(String(error))) throw error
      await patience.wait(String(error))
    }
  }
}

/** Keeps `server` running on its port until the returned stop() is called. */
function supervise(launch: Launch, port: number, server: ChildProcess) {
  let stopping = false
  let reviving = Promise.resolve()
  const watch = () => {
    server.once("exit", () => {
      if (!stopping) reviving = revive()
    })
  }
  const revive = async () => {
    process.stderr.write("PostgreSQL ended unexpectedly: it is started again\n")
    while (!stopping) {
      try {
        const patience = patient(RECOVERY_MS)
        await stopOrphan(launch.home, launch.bin, patience)
        server = await startServer(launch, port, patience)
        return watch()
      } catch (error) {
        launch.log(String(error))
        await new Promise((done) => setTimeout(done, 200).unref())
      }
    }
  }
  watch()
  const stop = async () => {
    stopping = true
    await reviving
    await stopServer(launch, server)
  }
  return { port, stop }
}

/** @throws Error with PostgreSQL's own words when it ends instead of becoming ready. */
async function startServer(
  { home, bin, settings, log }: Launch,
  port: number,
  patience: Patience,
): Promise<ChildProcess> {
  const all = { listen_addresses: "127.0.0.1", port, unix_socket_directories: "", ...settings }
  const flags = Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`])
  const child = spawnTied(join(bin, "postgres"), ["-D", home.data, ...flags], home)
  let tail = ""
  let ended = false
  child.stderr?.on("data", (text) => {
    tail = `${tail}${text}`.slice(-4000)
    for (const line of String(text).trimEnd().split("\n")) log(line)
  })
  child.once("error", (error) => {
    tail += error
    ended = true
  })
  child.once("exit", () => {
    ended = true
    child.stdin?.destroy()
  })
  try {
    while (!isReady(home.data, port)) {
      if (ended) throw new Error(`PostgreSQL did not start: ${tail.trim()}`)
      await patience.wait("PostgreSQL to become ready")
    }
  } catch (error) {
    child.stdin?.destroy()
    throw error
  }
  release(child)
  return child
}

function isReady(data: string, port: number): boolean {
  const running = readPostmaster(data)
  return running?.ready === true && running.port === port
}

/**
 * The shell holds our pipe. When this process goes away, even by SIGKILL, the pipe closes, `read` returns and
 * PostgreSQL is shut down; when PostgreSQL ends, so does the shell, and its exit tells us.
 */
const TIED = `exec 3<&0
"$@" 3<&- </dev/null & server=$!
{ read -r _ <&3; kill -INT $server; } 2>/dev/null & watcher=$!
wait $server; code=$?
kill $watcher 2>/dev/null; exit $code`

function spawnTied(program: string, args: string[], { account }: EmbeddedHome): ChildProcess {
  if (process.platform === "win32") {
    return spawn(program, args, { stdio: ["ignore", "ignore", "pipe"] })
  }
  // Detached: Ctrl-C in a terminal reaches the whole group, and the database must outlive its clients.
  return spawn("/bin/sh", ["-c", TIED, "regulars", program, ...args], {
    ...account,
    detached: true,
    stdio: ["pipe", "ignore", "pipe"],
  })
}

/** Lets this process end while its database runs: the tie above then ends that too. */
function release(child: ChildProcess) {
  child.unref()
  for (const stream of [child.stdin, child.stderr]) (stream as { unref?(): void } | null)?.unref?.()
}

async function stopServer({ home, bin }: Launch, child: ChildProcess) {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.ref()
  const gone = new Promise((done) => child.once("exit", done))
  if (child.stdin) child.stdin.end()
  else execFile(join(bin, "pg_ctl"), ["stop", "-D", home.data, "-m", "fast"])
  await gone
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer()
    server.on("error", fail)
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number }
      server.close(() => done(port))
    })
  })
}
