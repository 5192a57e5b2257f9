import type { Pool } from "pg"
import type { Shop } from "#web/core/shop.ts"
import type { Worth } from "./trade.ts"

/** Runs something on the database as its owner; rejects while it is away. */
export type WithOwner = <T>(work: (owner: Pool) => Promise<T>) => Promise<T>

/** Asks for a job now and then, so that some are always under way; the database being away is no matter. */
export async function keepJobsComing(
  withOwner: WithOwner,
  { brandId, shopId }: Shop,
  orders: readonly Worth[],
  isOver: () => boolean,
): Promise<void> {
  for (const { orderId } of orders) {
    if (isOver()) return
    const payload = { brandId, shopId, orderId, changedAt: "2026-03-01T00:00:00Z" }
    await withOwner((owner) =>
      owner.query("select graphile_worker.add_job('refresh-order', $1)", [JSON.stringify(payload)]),
    ).catch(() => {})
    await new Promise((done) => setTimeout(done, 25))
  }
}

/** Whether a job that is asked for now is done within `patienceMs`. */
export async function runsJobs(withOwner: WithOwner, patienceMs: number): Promise<boolean> {
  const deadline = performance.now() + patienceMs
  const { id } = await withOwner(async (owner) => {
    const { rows } = await owner.query("select id from graphile_worker.add_job('sweep', '{}')")
    return rows[0]
  })
  while (performance.now() < deadline) {
    const left = await withOwner(async (owner) => {
      const text = "select from graphile_worker.jobs where id = $1"
      return (await owner.query(text, [id])).rowCount
    })
    if (!left) return true
    await new Promise((done) => setTimeout(done, 100))
  }
  return false
}
