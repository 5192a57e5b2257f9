import { performance } from "node:perf_hooks"

const lookMs = 100
/** Of the time, a thread of the web was at work: with more, senders wait. */
const rush = 0.4

/** Calls `onRush` ten times a second for as long as this thread hardly keeps up with answering. */
export function watchForRush(onRush: () => void): void {
  let last = performance.eventLoopUtilization()
  const timer = setInterval(() => {
    const now = performance.eventLoopUtilization()
    if (performance.eventLoopUtilization(now, last).utilization > rush) onRush()
    last = now
  }, lookMs)
  timer.unref()
}
