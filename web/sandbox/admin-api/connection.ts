import type { Collection, PageOptions } from "#web/sandbox/state/collection.ts"
import { type Args, fail } from "./admin-request.ts"

export type Connection<Node> = {
  edges: { cursor: string; node: Node }[]
  nodes: Node[]
  pageInfo: {
    hasNextPage: boolean
    hasPreviousPage: boolean
    startCursor: string | null
    endCursor: string | null
  }
}

type Position = { value: string | number | null; id: string }

/** A connection over a short list that is there already. */
export function listConnection<Item, Node>(
  items: Item[],
  args: Args,
  node: (item: Item) => Node,
): Connection<Node> {
  const { size, backwards } = sizeOf(args)
  const ordered = args.reverse ? items.toReversed() : items
  const all = ordered.map((item, index) => ({ item, cursor: encode({ value: index, id: "" }) }))
  const from = args.after ? Number(decode(args.after).value) + 1 : 0
  const to = args.before ? Number(decode(args.before).value) : all.length
  const window = all.slice(from, to)
  const chosen = backwards ? window.slice(-size) : window.slice(0, size)
  const edges = chosen.map(({ item, cursor }) => ({ cursor, node: node(item) }))
  const first = chosen[0] ? all.indexOf(chosen[0]) : from
  return connectionOf(edges, first > 0, first + chosen.length < all.length)
}

export type StoredPage<T> = {
  /** The key to sort by; null for the id. */
  orderBy: string | null
  keyOf: (document: T) => string | number | null
  range?: PageOptions["range"]
  where?: PageOptions["where"]
  /** What the index cannot tell; rows that do not match are skipped. */
  matches?: (document: T) => boolean
}

/** A connection over stored documents, read page by page along an index. */
export function storedConnection<T extends { id: string }, Node>(
  collection: Collection<T>,
  args: Args,
  page: StoredPage<T>,
  node: (document: T) => Node,
): Connection<Node> {
  const { size, backwards } = sizeOf(args)
  const start = backwards ? args.before : args.after
  const reverse = Boolean(args.reverse) !== backwards
  const found: T[] = []
  let after: Position | null = start ? decode(start) : null
  for (;;) {
    const limit = Math.max(size + 1 - found.length, 50)
    const rows: T[] = collection.page({
      ...(page.orderBy ? { orderBy: page.orderBy } : {}),
      ...(page.range ? { range: page.range } : {}),
      ...(page.where ? { where: page.where } : {}),
      ...(after ? { after } : {}),
      reverse,
      limit,
    })
    found.push(...rows.filter((row) => page.matches?.(row) ?? true))
    const last = rows.at(-1)
    if (!last || rows.length < limit || found.length > size) break
    after = { value: page.keyOf(last), id: last.id }
  }
  const more = found.length > size
  const chosen = found.slice(0, size)
  if (backwards) chosen.reverse()
  const edges = chosen.map((row) => ({
    cursor: encode({ value: page.keyOf(row), id: row.id }),
    node: node(row),
  }))
  return backwards
    ? connectionOf(edges, more, Boolean(start))
    : connectionOf(edges, Boolean(start), more)
}

function connectionOf<Node>(
  edges: Connection<Node>["edges"],
  hasPreviousPage: boolean,
  hasNextPage: boolean,
): Connection<Node> {
  return {
    edges,
    nodes: edges.map((edge) => edge.node),
    pageInfo: {
      hasNextPage,
      hasPreviousPage,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  }
}

function sizeOf(args: Args): { size: number; backwards: boolean } {
  const size = args.first ?? args.last
  if (size === undefined || size === null) {
    throw fail("you must provide one of first or last", "BAD_REQUEST")
  }
  if (args.first != null && args.last != null) {
    throw fail("providing both first and last is not supported", "BAD_REQUEST")
  }
  if (size < 0) throw fail("first cannot be less than 0", "BAD_REQUEST")
  if (size > 250) throw fail("first cannot exceed 250", "BAD_REQUEST")
  return { size, backwards: args.first == null }
}

function encode(position: Position): string {
  const { value, id } = position
  return Buffer.from(JSON.stringify({ last_id: id, last_value: value })).toString("base64")
}

function decode(cursor: string): Position {
  try {
    const read = JSON.parse(Buffer.from(cursor, "base64").toString("utf8"))
    return { value: read.last_value, id: String(read.last_id) }
  } catch {
    throw fail(`Invalid cursor for current pagination sort.`, "BAD_REQUEST")
  }
}
