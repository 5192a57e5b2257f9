import pg from "pg"
import type { Tx } from "#web/db/database.ts"

class Heard extends Error {}

/** The statement that `work` sends, in one line with its values written out: to be run by others than node. */
export async function statementOf(work: (tx: Tx) => Promise<unknown>): Promise<string> {
  let statement = ""
  const tx: Tx = {
    query({ text, values = [] }) {
      statement = text
        .replace(/\$(\d+)/g, (_, place) => literal(values[Number(place) - 1]))
        .replace(/\s+/g, " ")
      throw new Heard()
    },
  }
  await work(tx).catch((error) => {
    if (!(error instanceof Heard)) throw error
  })
  return statement
}

/** Numbers stand bare, so that a script's variables can take their place. */
function literal(value: unknown): string {
  if (Array.isArray(value)) return `array[${value.map(literal).join(", ")}]`
  if (value === null) return "null"
  if (value instanceof Date) return pg.escapeLiteral(value.toISOString())
  const text = String(value)
  const items = /^\{(.+)\}$/.exec(text)?.[1] // as plainArray writes it
  if (items) return literal(items.split(",").map((item) => (item === "null" ? null : item)))
  return /^-?\d+$/.test(text) ? text : pg.escapeLiteral(text)
}
