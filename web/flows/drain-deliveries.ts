import type { Database, Tx } from "#web/db/database.ts"
import {
  claimReplays,
  type DeliveryKey,
  type SetAsideReason,
  setAside,
} from "#web/db/deliveries.ts"
import { customerChanged } from "./customer-changed.ts"
import { followHints, type HintedEvent } from "./follow-hints.ts"
import { type OrderChange, type OrderChangedDeps, orderChanged, RaceLost } from "./order-changed.ts"
import type { ReadDelivery, ReadDeps } from "./read-deliveries.ts"

export type DrainDeps = OrderChangedDeps &
  ReadDeps & {
    db: Database
    onSetAside: (delivery: DeliveryKey & { topic: string }, reason: SetAsideReason) => void
    onFailure: (error: unknown) => void
  }

/**
 * Settles deliveries in one transaction. One that cannot be read is set aside with its reason, and one that breaks the
 * transaction is found by halving and set aside alone, so that a poison delivery never holds up another. Rejects, leaving all of them as they were, when the database itself fails.
 */
export async function settleDeliveries(
  deps: DrainDeps,
  deliveries: readonly ReadDelivery[],
): Promise<void> {
  try {
    await patiently(() =>
      inOneSettlement(deps, (quiet, tx) => settleTogether(quiet, tx, deliveries)),
    )
  } catch (error) {
    if (!isAboutTheData(error)) throw error
    if (deliveries.length === 1) return await setAsideBroken(deps, deliveries[0]!, error)
    const half = deliveries.length >> 1
    await settleDeliveries(deps, deliveries.slice(0, half))
    await settleDeliveries(deps, deliveries.slice(half))
  }
}

/** Runs `work` in one transaction across brands. What it alarms about is told once it is committed. */
export async function inOneSettlement(
  deps: DrainDeps,
  work: (quiet: DrainDeps, tx: Tx) => Promise<void>,
): Promise<void> {
  const alarms: (() => void)[] = []
  const quiet: DrainDeps = {
    ...deps,
    onSetAside: (...about) => alarms.push(() => deps.onSetAside(...about)),
    onUnissuedCodeUsed: (code) => alarms.push(() => deps.onUnissuedCodeUsed(code)),
  }
  await deps.db.acrossBrands((tx) => work(quiet, tx))
  for (const alarm of alarms) alarm()
}

/** As settleDeliveries, in the caller's transaction and all or none. */
export async function settleTogether(
  deps: DrainDeps,
  tx: Tx,
  deliveries: readonly ReadDelivery[],
): Promise<void> {
  const mine = await unsettled(tx, deliveries)
  if (!mine.length) return
  const orders: OrderChange[] = []
  const others: HintedEvent[] = []
  for (const delivery of mine) {
    const { shop, event } = delivery
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

/** Leaves out what was to be replayed and somebody else replayed first. Any other repeat changes nothing. */
async function unsettled(tx: Tx, deliveries: readonly ReadDelivery[]): Promise<ReadDelivery[]> {
  const replays = deliveries.filter((delivery) => delivery.isReplay)
  if (!replays.length) return [...deliveries]
  const claimed = new Set((await claimReplays(tx, replays)).map(textOf))
  return deliveries.filter((delivery) => !delivery.isReplay || claimed.has(textOf(delivery)))
}

async function setAsideBroken(deps: DrainDeps, delivery: ReadDelivery, error: unknown) {
  const reason = { code: "cannot-be-applied", value: String(error).slice(0, 200) }
  const isMine = await deps.db.acrossBrands(async (tx) => {
    const [mine] = await unsettled(tx, [delivery])
    if (mine) await setAside(tx, mine, reason, deps.now())
    return !!mine
  })
  if (isMine) deps.onSetAside(delivery, reason)
}

/** Tries a lost race again. */
export async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await work()
    } catch (error) {
      if (!mustTryAgain(error) || tries >= 10) throw error
    }
  }
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
export function isAboutTheData(error: unknown): boolean {
  if (mustTryAgain(error)) return false
  const state = sqlStateOf(error)
  if (/^[0-9A-Z]{5}$/.test(state)) return /^(21|22|23|54|P0|XX)/.test(state)
  if (/^E[A-Z]+$/.test(state) && !state.startsWith("ERR")) return false
  return error instanceof Error && !/connection|timeout/i.test(error.message)
}

function textOf({ shopId, deliveryId }: DeliveryKey): string {
  return `${shopId} ${deliveryId}`
}
