import { readFileSync, rmSync, statSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { root } from "./root.mjs"

const LOCK = join(root, ".cache", "prepare.lock")
const STALE_AFTER_MINUTES = 15

/** Lets one process at a time do `work` in this folder; says for whom it waits after 2 s. */
export async function oneAtATime(what, work) {
  const start = Date.now()
  let said = false
  while (!take()) {
    if (!said && Date.now() - start > 2000) {
      said = true
      console.error(`Waiting for process ${holder()}, which is ${what} (its mark: ${LOCK})`)
    }
    await new Promise((done) => setTimeout(done, 100))
  }
  try {
    return await work()
  } finally {
    rmSync(LOCK, { force: true })
  }
}

function take() {
  try {
    writeFileSync(LOCK, String(process.pid), { flag: "wx" })
    return true
  } catch (error) {
    if (error.code !== "EEXIST") throw error
    if (isAbandoned()) rmSync(LOCK, { force: true })
    return false
  }
}

function isAbandoned() {
  try {
    if (Date.now() - statSync(LOCK).mtimeMs > STALE_AFTER_MINUTES * 60_000) return true
    if (!holder()) return false // being written this moment
    process.kill(Number(holder()), 0)
    return false
  } catch (error) {
    return error.code === "ESRCH"
  }
}

function holder() {
  try {
    return readFileSync(LOCK, "utf8")
  } catch {
    return ""
  }
}
