import { type ChildProcess, execFile, spawn } from "node:child_process"
import { createServer } from "node:net"
import { join } from "node:path"
import type { EmbeddedHome } from "./embedded-home.ts"
import { type Patience, patience as patient } from "./embedded-patience.ts"
import { readPostmaster, stopOrphan } from "./embedded-postmaster.ts"

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
  let port = await freePort()
  let child: ChildProcess | undefined
  while (!child) {
    try {
      child = await startServer(launch, port, patience)
    } catch (error) {
      if (!/could not create any TCP|shared memory block/.test(String(error))) throw error
      await patience.wait(String(error))
      port = await freePort()
    }
  }
  let stopping = false
  const watch = (server: ChildProcess) => server.once("exit", () => !stopping && void revive())
  async function revive() {
    process.stderr.write("PostgreSQL ended unexpectedly: it is started again\n")
    while (!stopping) {
      try {
        const attempt = patient(60_000)
        await stopOrphan(launch.home, launch.bin, attempt)
        child = await startServer(launch, port, attempt)
        watch(child)
        return
      } catch (error) {
        launch.log(String(error))
        await new Promise((done) => setTimeout(done, 200).unref())
      }
    }
  }
  watch(child)
  const stop = async () => {
    stopping = true
    if (child) await stopServer(launch, child)
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
  for (let running = readPostmaster(home.data); !running?.ready || running.port !== port; ) {
    if (ended) throw new Error(`PostgreSQL did not start: ${tail.trim()}`)
    await patience.wait("PostgreSQL to become ready")
    running = readPostmaster(home.data)
  }
  release(child)
  return child
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
