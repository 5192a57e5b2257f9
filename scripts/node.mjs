import { spawn } from "node:child_process"
import { existsSync, readFileSync } from "node:fs"
import { delimiter, join } from "node:path"
import { root } from "./root.mjs"

export const runsUs = Number(process.versions.node.split(".")[0]) >= 24

/** The Node 24 that npm brought along, else the running one. */
export function node24() {
  const system = process.platform === "win32" ? "win" : process.platform
  const exe = process.platform === "win32" ? "node.exe" : "node"
  const brought = join(root, "node_modules", `node-${system}-${process.arch}`, "bin", exe)
  if (existsSync(brought)) return brought
  if (runsUs) return process.execPath
  throw new Error(`Regulars needs Node 24 on ${process.platform} ${process.arch}: install it`)
}

/** Runs this same command again under Node 24 and ends with it, whichever of the two is stopped, and however. */
export function againUnderNode24() {
  const child = spawn(node24(), process.argv.slice(1), {
    ...ownGroup,
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    env: { ...process.env, PATH: pathWithPrograms() },
  })
  passSignals(child)
  child.on("error", (error) => {
    console.error(error.message)
    process.exit(1)
  })
  child.on("exit", (code, signal) => {
    if (signal) process.removeAllListeners(signal).kill(process.pid, signal)
    else process.exit(code)
  })
  return new Promise(() => {})
}

/** Ctrl-C reaches a whole group of processes: a child in its own gets each signal from us, once. */
export const ownGroup = { detached: process.platform !== "win32" }

/** Lets a child end as we are asked to. */
export function passSignals(child) {
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"]
  for (const signal of signals) process.on(signal, () => child.kill(signal))
}

/** The PATH with the packages' programs first, so that `node` is Node 24 for every child. */
export function pathWithPrograms() {
  const programs = join(root, "node_modules", ".bin")
  return [programs, process.env.PATH ?? ""].join(delimiter)
}

/**
 * Asks this process to stop, as SIGTERM does, when whoever started it is gone: a killed `npm start` must not leave
 * a server behind that keeps the port.
 */
export function stopWithParent() {
  const stop = () => process.kill(process.pid, "SIGTERM")
  if (process.channel) {
    process.once("disconnect", stop)
    process.channel.unref()
  } else if (process.env.npm_lifecycle_event) {
    const starters = npmAndItsShell().join()
    const watch = setInterval(() => {
      if (npmAndItsShell().join() === starters) return
      clearInterval(watch)
      stop()
    }, 500)
    watch.unref()
  }
}

/** Our parent, and where that is the shell that npm runs scripts with, its parent too. */
function npmAndItsShell() {
  const parent = process.ppid
  try {
    if (!readFileSync(`/proc/${parent}/cmdline`, "utf8").startsWith("sh\0-c\0")) return [parent]
    return [parent, /^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${parent}/status`, "utf8"))?.[1]]
  } catch {
    return [parent] // no /proc outside of Linux
  }
}
