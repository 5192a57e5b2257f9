import { readFileSync, rmSync, statSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { root } from "./root.mjs"

const ours = join(root, ".cache", "prepare.lock")
const STALE_AFTER_MINUTES = 15

/** Lets one process at a time do `work` in this folder; says for whom it waits after 2 s. */
export async function oneAtATime(what, work, lock = ours) {
  const start = Date.now()
  let said = false
  while (!take(lock)) {
    if (!said && Date.now() - start > 2000) {
      said = true
      console.error(`Waiting for process ${holder(lock)}, which is ${what} (its mark: ${lock})`)
    }
    await new Promise((done) => setTimeout(done, 100))
  }
  try {
    return await work()
  } finally {
    rmSync(lock, { force: true })
  }
}

function take(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: "wx" })
    return true
  } catch (error) {
    if (error.code !== "EEXIST") throw error
    if (isAbandoned(lock)) rmSync(lock, { force: true })
    return false
  }
}

function isAbandoned(lock) {
  try {
    if (Date.now() - statSync(lock).mtimeMs > STALE_AFTER_MINUTES * 60_000) return true
    const pid = Number(holder(lock))
    if (pid === process.pid) return true // of our number's last bearer: in a container they repeat
    if (pid) process.kill(pid, 0) // no number: it is being written this moment
    return false
  } catch (error) {
    return error.code === "ESRCH"
  }
}

function holder(lock) {
  try {
    return readFileSync(lock, "utf8")
  } catch {
    return ""
  }
}
