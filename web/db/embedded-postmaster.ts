import { execFileSync } from "node:child_process"
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import type { EmbeddedHome } from "./embedded-home.ts"
import type { Patience } from "./embedded-patience.ts"

export interface Postmaster {
  pid: number
  port: number
  ready: boolean
}

/** Reads who runs the data folder, as PostgreSQL noted it; undefined when nobody does. */
export function readPostmaster(data: string): Postmaster | undefined {
  let lines: string[]
  try {
    lines = readFileSync(join(data, "postmaster.pid"), "utf8").split("\n")
  } catch {
    return undefined
  }
  const [pid, , , port, , , , status] = lines
  if (!isServerOf(data, Number(pid))) return undefined
  return { pid: Number(pid), port: Number(port), ready: status?.trim() === "ready" }
}

/**
 * Ends a server that an earlier owner left behind. Called only while holding the lock, so whoever started that
 * server is gone; SIGINT is PostgreSQL's fast and clean shutdown.
 */
export async function stopOrphan({ data, account }: EmbeddedHome, bin: string, patience: Patience) {
  const orphan = readPostmaster(data)
  if (!orphan) return disownPidFile(data)
  if (process.platform === "win32") {
    execFileSync(join(bin, "pg_ctl"), ["stop", "-D", data, "-m", "fast"], { ...account })
  } else process.kill(orphan.pid, "SIGINT")
  while (readPostmaster(data)?.pid === orphan.pid) {
    await patience.wait(`the PostgreSQL of an earlier run (process ${orphan.pid}) to stop`)
  }
}

/** Whether process `pid` is the server of exactly this data folder, and not a program that got its number since. */
function isServerOf(data: string, pid: number): boolean {
  if (!(pid > 0)) return false
  try {
    if (process.platform === "linux") {
      return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0").includes(data)
    }
    if (process.platform === "win32") {
      const filter = ["/FI", `PID eq ${pid}`, "/FO", "CSV", "/NH"]
      return execFileSync("tasklist", filter, { encoding: "utf8" }).includes("postgres.exe")
    }
    return execFileSync("ps", ["-ww", "-p", String(pid), "-o", "command="], {
      encoding: "utf8",
    }).includes(data)
  } catch {
    return false
  }
}

/**
 * PostgreSQL itself refuses to start while the noted number is alive, even if a shell has it by now. A number that
 * no process can have is put in its place; the rest of the file stays, for it guards the shared memory.
 */
function disownPidFile(data: string) {
  const file = join(data, "postmaster.pid")
  let text: string
  try {
    text = readFileSync(file, "utf8")
  } catch {
    return
  }
  writeFileSync(file, text.replace(/^.*/, "2147483647"))
}
