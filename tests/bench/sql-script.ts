import pg from "pg"
import type { SqlLoad } from "./pgbench.ts"

type Step = { variable: string; from: number; to: number } | { text: string; names: string[] }

/** Runs a pgbench script through node's client, each statement prepared once; scripts per second. */
export async function runScript(load: SqlLoad): Promise<number> {
  const steps = readScript(load.script)
  const options = load.role ? `-c role=${load.role}` : undefined
  const clients = Array.from(
    { length: load.clients },
    () => new pg.Client({ connectionString: load.url, ...(options ? { options } : {}) }),
  )
  await Promise.all(clients.map((client) => client.connect()))
  const start = performance.now()
  const end = start + load.seconds * 1000
  const counts = await Promise.all(clients.map((client) => repeat(client, steps, end)))
  const seconds = (performance.now() - start) / 1000
  await Promise.all(clients.map((client) => client.end()))
  return counts.reduce((a, b) => a + b, 0) / seconds
}

function readScript(script: string): Step[] {
  return script
    .split("\n")
    .filter((line) => line.trim())
    .map((line): Step => {
      const set = /^\\set (\w+) random\((\d+), (\d+)\)$/.exec(line)
      if (set) return { variable: set[1]!, from: Number(set[2]), to: Number(set[3]) }
      const names: string[] = []
      const text = line.replace(/(?<!:):(\w+)/g, (_, name: string) => {
        if (!names.includes(name)) names.push(name)
        return `$${names.indexOf(name) + 1}`
      })
      return { text: text.replace(/;$/, ""), names }
    })
}

async function repeat(client: pg.Client, steps: readonly Step[], end: number): Promise<number> {
  const values = new Map<string, number>()
  let count = 0
  for (; performance.now() < end; count++) {
    for (const [index, step] of steps.entries()) {
      if ("variable" in step) {
        const { variable, from, to } = step
        values.set(variable, from + Math.floor(Math.random() * (to - from + 1)))
      } else {
        await client.query({
          name: `step ${index}`,
          text: step.text,
          values: step.names.map((name) => values.get(name)),
        })
      }
    }
  }
  return count
}
