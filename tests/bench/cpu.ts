import { readdirSync, readFileSync } from "node:fs"

/** Processor time in seconds, so far. Zero everywhere but on Linux, which alone tells it in /proc. */
export type CpuTimes = { wholeBox: number; parts: Record<string, number> }

const ticksPerSecond = 100

/** What the whole machine, and each named process with its children, has used. */
export function cpuTimes(processes: Record<string, number>): CpuTimes {
  if (process.platform !== "linux") return { wholeBox: 0, parts: {} }
  const [user, nice, system, , , irq, softirq] = readFileSync("/proc/stat", "utf8")
    .split("\n", 1)[0]!
    .split(/\s+/)
    .slice(1)
    .map(Number)
  const ticks = user! + nice! + system! + irq! + softirq!
  const all = readProcesses()
  const parts = Object.entries(processes).map(([name, pid]) => [name, secondsOf(pid, all)])
  return { wholeBox: ticks / ticksPerSecond, parts: Object.fromEntries(parts) }
}

export function cpuSince(before: CpuTimes, after: CpuTimes): CpuTimes {
  const parts = Object.entries(after.parts).map(([name, seconds]) => [
    name,
    seconds - (before.parts[name] ?? 0),
  ])
  return { wholeBox: after.wholeBox - before.wholeBox, parts: Object.fromEntries(parts) }
}

type Process = { pid: number; parent: number; seconds: number }

function readProcesses(): Process[] {
  return readdirSync("/proc").flatMap((name) => {
    if (!/^\d+$/.test(name)) return []
    try {
      const stat = readFileSync(`/proc/${name}/stat`, "utf8")
      // After the name in brackets, which may hold anything: state, parent, ...
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ")
      const ticks = [11, 12, 13, 14].reduce((sum, field) => sum + Number(fields[field]), 0)
      return [{ pid: Number(name), parent: Number(fields[1]), seconds: ticks / ticksPerSecond }]
    } catch {
      return [] // it ended meanwhile
    }
  })
}

function secondsOf(pid: number, all: readonly Process[]): number {
  const own = all.find((one) => one.pid === pid)?.seconds ?? 0
  const children = all.filter((one) => one.parent === pid)
  return own + children.reduce((sum, child) => sum + secondsOf(child.pid, all), 0)
}
