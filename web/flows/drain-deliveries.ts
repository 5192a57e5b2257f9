import type { Shop } from "#web/core/shop.ts"
import { openBody } from "#web/db/compress-body.ts"
import type { Database, Tx } from "#web/db/database.ts"
import {
  claimDeliveries,
  type DeliveryKey,
  loadDeliveries,
  type SetAsideReason,
  type StoredDelivery,
  setAside,
  waitingDeliveries,
} from "#web/db/deliveries.ts"
import { shopsById } from "#web/db/shop-directory.ts"
import type { PlatformEvent } from "#web/platforms/platform.ts"
import { customerChanged } from "./customer-changed.ts"
import { followHints, type HintedEvent } from "./follow-hints.ts"
import { type OrderChange, type OrderChangedDeps, orderChanged, RaceLost } from "./order-changed.ts"

/** A delivery with its body as it came. */
export type OpenDelivery = DeliveryKey & { topic: string; body: Buffer }

export type DrainDeps = OrderChangedDeps & {
  db: Database
  /** Reads a delivery in core's words; throws an error with a `reason` when it cannot be read. */
  readEvent: (platform: Shop["platform"], topic: string, body: Buffer) => PlatformEvent
  onSetAside: (delivery: DeliveryKey & { topic: string }, reason: SetAsideReason) => void
}

const batchSize = 256

/** Settles deliveries that wait in the inbox, whoever received them. Returns how many it took; 0: nothing waits. */
export async function drainDeliveries(deps: DrainDeps): Promise<number> {
  const keys = await deps.db.acrossBrands((tx) => waitingDeliveries(tx, batchSize))
  if (!keys.length) return 0
  const rows = new Map((await loadDeliveries(deps.db.drain, keys)).map((row) => [textOf(row), row]))
  const deliveries: OpenDelivery[] = []
  for (const key of keys) {
    const delivery = open(rows.get(textOf(key)))
    if (delivery) deliveries.push(delivery)
    else await setAsideAlone(deps, { ...key, topic: "" }, { code: "body-missing" })
  }
  await settleDeliveries(deps, deliveries)
  return keys.length
}

/** Null: the body is gone, or what is stored of it cannot be opened. */
function open(row: StoredDelivery | undefined): OpenDelivery | null {
  try {
    return row ? { ...row, body: openBody(row.body) } : null
  } catch {
    return null
  }
}

/**
 * Settles deliveries in one transaction: claimed from the inbox, read, applied. One that cannot be read is set aside
 * with its reason, and one that breaks its batch is found by halving and set aside alone, so that a poison delivery
 * never holds up another. Rejects, leaving all of them in the inbox, when the database itself fails.
 */
export async function settleDeliveries(
  deps: DrainDeps,
  deliveries: readonly OpenDelivery[],
): Promise<void> {
  for (let tries = 0; deliveries.length; tries++) {
    try {
      return await deps.db.acrossBrands((tx) => settleBatch(deps, tx, deliveries))
    } catch (error) {
      if (mustTryAgain(error) && tries < 10) continue
      if (!isAboutTheData(error)) throw error
      if (deliveries.length === 1) return await setAsideBroken(deps, deliveries[0]!, error)
      const half = deliveries.length >> 1
      await settleDeliveries(deps, deliveries.slice(0, half))
      return await settleDeliveries(deps, deliveries.slice(half))
    }
  }
}

async function settleBatch(
  deps: DrainDeps,
  tx: Tx,
  deliveries: readonly OpenDelivery[],
): Promise<void> {
  const claimed = new Set((await claimDeliveries(tx, deliveries)).map(textOf))
  const mine = deliveries.filter((delivery) => claimed.has(textOf(delivery)))
  if (!mine.length) return
  const shops = await shopsById(tx, [...new Set(mine.map((delivery) => delivery.shopId))])
  const orders: OrderChange[] = []
  const others: HintedEvent[] = []
  for (const delivery of mine) {
    const shop = shops.get(delivery.shopId)!
    const event = read(deps, shop, delivery)
    if ("unreadable" in event) {
      await setAside(tx, delivery, event.unreadable, deps.now())
      deps.onSetAside(delivery, event.unreadable)
    } else if (event.kind === "order") orders.push({ shop, order: event.order })
    else others.push({ shop, event })
  }
  if (orders.length) await orderChanged(deps, tx, orders)
  await customerChanged(tx, others, deps.now())
  await followHints(tx, others)
}

function read(
  deps: DrainDeps,
  shop: Shop,
  { topic, body }: OpenDelivery,
): PlatformEvent | { unreadable: SetAsideReason } {
  try {
    return deps.readEvent(shop.platform, topic, body)
  } catch (error) {
    const reason = (error as { reason?: SetAsideReason }).reason
    return { unreadable: reason ?? { code: "unexpected", value: String(error).slice(0, 200) } }
  }
}

function setAsideBroken(deps: DrainDeps, delivery: OpenDelivery, error: unknown) {
  const reason = { code: "cannot-be-applied", value: String(error).slice(0, 200) }
  return setAsideAlone(deps, delivery, reason)
}

async function setAsideAlone(
  deps: DrainDeps,
  delivery: DeliveryKey & { topic: string },
  reason: SetAsideReason,
): Promise<void> {
  await deps.db.acrossBrands((tx) => setAside(tx, delivery, reason, deps.now()))
  deps.onSetAside(delivery, reason)
}

function sqlStateOf(error: unknown): string {
  return String((error as { code?: unknown }).code ?? "")
}

/** A lost race, a deadlock or a serialization failure. */
function mustTryAgain(error: unknown): boolean {
  return error instanceof RaceLost || ["40P01", "40001"].includes(sqlStateOf(error))
}

/**
 * Bad data, a broken constraint, a limit passed or a bug of ours: trying the same again cannot help. A lost connection,
 * a database that is full, stopping or not as we migrated it is not the delivery's fault: it stays where it is.
 */
function isAboutTheData(error: unknown): boolean {
  const state = sqlStateOf(error)
  if (/^[0-9A-Z]{5}$/.test(state)) return /^(21|22|23|54|P0|XX)/.test(state)
  if (/^E[A-Z]+$/.test(state) && !state.startsWith("ERR")) return false
  return error instanceof Error && !/connection|timeout/i.test(error.message)
}

function textOf({ shopId, deliveryId }: DeliveryKey): string {
  return `${shopId} ${deliveryId}`
}
