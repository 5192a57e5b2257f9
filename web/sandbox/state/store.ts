import { mkdirSync } from "node:fs"
import { dirname } from "node:path"
import { DatabaseSync, type StatementSync } from "node:sqlite"
import { type Collection, collectionOf, createTable } from "./collection.ts"
import { type Kinds, sharedKinds, shopKinds } from "./kinds.ts"
import type { Shop, WebhookDelivery } from "./model.ts"
import { openSettings, type Settings } from "./settings.ts"

/** Everything of one shop, a collection per kind. */
export type ShopStore = { [K in keyof Kinds["shop"]]: Collection<Kinds["shop"][K]> }

/** The sandbox's state in one SQLite file. All calls are synchronous. */
export type Store = {
  shops: Collection<Shop>
  deliveries: Collection<WebhookDelivery>
  tokens: Collection<Kinds["shared"]["tokens"]>
  mails: Collection<Kinds["shared"]["mails"]>
  subscriptions: Collection<Kinds["shared"]["subscriptions"]>
  settings: Settings
  /** Shops are known by their myshopify domain, which is their id here. */
  ofShop(domain: string): ShopStore
  /** A fresh id, larger than all before it. */
  nextId(): string
  /** Makes the next id this one; for ids above 2^53. */
  countIdsFrom(id: string): void
  /** All or nothing; may be nested (the outermost decides). */
  transaction<T>(work: () => T): T
  /** Forgets all but the newest of the deliveries that are over. */
  pruneDeliveries(keep: number): void
  /** Forgets what the shops hold and what was sent; shops, tokens, subscriptions and ids stay. */
  clear(): void
  close(): void
}

const pruneSql =
  `DELETE FROM deliveries WHERE "dueAt" IS NULL AND "createdAt" <= (SELECT "createdAt"` +
  ` FROM deliveries WHERE "createdAt" IS NOT NULL ORDER BY "createdAt" DESC LIMIT 1 OFFSET ?)`

/** Opens the file at `path` and makes what is missing; ":memory:" for one that is forgotten. */
export function openStore(path: string): Store {
  if (path !== ":memory:") mkdirSync(dirname(path), { recursive: true })
  const db = new DatabaseSync(path)
  // A kill -9 loses nothing with a write-ahead log; only a power cut could lose the last moments.
  db.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000")
  const kinds = { ...shopKinds, ...sharedKinds }
  for (const [table, keys] of Object.entries(kinds)) createTable(db, table, keys as never)
  const statements = new Map<string, StatementSync>()
  const settings = openSettings(db)
  const transaction = transactions(db)
  const counter = idCounter(settings)
  const shared = <K extends keyof typeof sharedKinds>(table: K) =>
    collectionOf(db, statements, table, sharedKinds[table] as never, "*")

  const perShop = new Map<string, ShopStore>()
  const ofShop = (domain: string): ShopStore => {
    const known = perShop.get(domain)
    if (known) return known
    const entries = Object.entries(shopKinds).map(([table, keys]) => [
      table,
      collectionOf(db, statements, table, keys as never, domain),
    ])
    const made = Object.fromEntries(entries) as ShopStore
    perShop.set(domain, made)
    return made
  }

  return {
    shops: shared("shops") as unknown as Store["shops"],
    deliveries: shared("deliveries") as unknown as Store["deliveries"],
    tokens: shared("tokens") as unknown as Store["tokens"],
    mails: shared("mails") as unknown as Store["mails"],
    subscriptions: shared("subscriptions") as unknown as Store["subscriptions"],
    settings,
    ofShop,
    nextId: counter.next,
    countIdsFrom: counter.restart,
    transaction,
    pruneDeliveries(keep) {
      db.prepare(pruneSql).run(keep)
    },
    clear() {
      transaction(() => {
        for (const table of [...Object.keys(shopKinds), "deliveries", "mails"]) {
          db.exec(`DELETE FROM ${table}`)
        }
        const ids = settings.get("ids")
        settings.clear()
        settings.set("ids", ids)
      })
    },
    close: () => db.close(),
  }
}

function transactions(db: DatabaseSync): Store["transaction"] {
  let depth = 0
  return (work) => {
    if (depth > 0) return work()
    depth += 1
    db.exec("BEGIN IMMEDIATE")
    try {
      const result = work()
      db.exec("COMMIT")
      return result
    } catch (error) {
      db.exec("ROLLBACK")
      throw error
    } finally {
      depth -= 1
    }
  }
}

/**
 * Ids are taken from the stored counter a block at a time; a restart skips what was left of a
 * block.
 */
function idCounter(settings: Settings) {
  const blockSize = 500n
  let next = 0n
  let end = 0n
  return {
    next(): string {
      if (next === end) {
        next = BigInt(settings.get("ids").next)
        end = next + blockSize
        settings.set("ids", { next: String(end) })
      }
      next += 1n
      return String(next - 1n)
    },
    restart(id: string): void {
      settings.set("ids", { next: String(BigInt(id)) })
      next = end
    },
  }
}
