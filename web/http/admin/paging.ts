import { z } from "zod"
import { badInput } from "./builder.ts"

export type PageArgs = { first?: number | null | undefined; after?: string | null | undefined }

/** A page of rows, with where it ends; `endCursor` null: it is the last. */
export type Page<Row> = { nodes: Row[]; endCursor: string | null }

const largestPage = 100

/**
 * Asks `read` for a page: one row more than shown, so that the end is known without a count. A cursor is the position
 * of the last row, in the caller's words; one that was not made here is refused.
 */
export async function readPage<Row, Position>(
  { first, after }: PageArgs,
  schema: z.ZodType<Position>,
  read: (page: { after: Position | null; limit: number }) => Promise<Row[]>,
  positionOf: (row: Row) => Position,
): Promise<Page<Row>> {
  const size = first ?? 25
  if (size < 1 || size > largestPage) throw badInput("page-size-out-of-range")
  const rows = await read({ after: after ? decode(after, schema) : null, limit: size + 1 })
  const nodes = rows.slice(0, size)
  const isLast = rows.length <= size
  return { nodes, endCursor: isLast ? null : encode(positionOf(nodes.at(-1)!)) }
}

function encode(position: unknown): string {
  return Buffer.from(JSON.stringify(position)).toString("base64url")
}

function decode<Position>(cursor: string, schema: z.ZodType<Position>): Position {
  try {
    return schema.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")))
  } catch {
    throw badInput("unknown-cursor")
  }
}

/** Positive, within bigint: what the database would refuse never reaches it. */
export const wholeId = z
  .string()
  .refine((id) => /^[1-9]\d{0,18}$/.test(id) && BigInt(id) < 2n ** 63n)

export const instant = z.iso.datetime()
