import { readFileSync, writeFileSync } from "node:fs"
import { DatabaseSync } from "node:sqlite"

/**
 * Takes the exclusive lock at `file`, or returns undefined when another process (or another start in this one) has it.
 * SQLite's file lock belongs to the operating system: it ends with its process, whatever ends that, so nothing
 * has to be guessed from process numbers, and it works alike on Linux, macOS and Windows.
 */
export function takeLock(file: string): { release(): void } | undefined {
  let lock: DatabaseSync | undefined
  try {
    lock = new DatabaseSync(file)
    lock.exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE")
  } catch (error) {
    lock?.close()
    if ((error as { errcode?: number }).errcode === 5) return undefined // SQLITE_BUSY
    throw new Error(`${file} cannot be locked: ${(error as Error).message}`)
  }
  writeFileSync(`${file}-owner`, String(process.pid))
  return { release: () => lock.isOpen && lock.close() }
}

/** The process that took the lock last, for messages to people; the lock itself does not depend on it. */
export function lockOwner(file: string): string {
  try {
    return readFileSync(`${file}-owner`, "utf8")
  } catch {
    return "unknown"
  }
}
