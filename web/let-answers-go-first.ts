import { readlinkSync } from "node:fs"
import { setPriority } from "node:os"

/** When all are busy, the kernel prefers the web's threads. Elsewhere than on Linux a thread has no priority of its own. */
export function letAnswersGoFirst(): void {
  if (process.platform !== "linux") return
  const threadId = readlinkSync("/proc/thread-self").split("/").at(-1)
  setPriority(Number(threadId), 10)
}
