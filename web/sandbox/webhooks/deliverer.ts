import type { Clock } from "#web/sandbox/clock.ts"
import type { AppSettings } from "#web/sandbox/context.ts"
import type { Shop, WebhookAttempt, WebhookDelivery } from "#web/sandbox/state/model.ts"
import type { Store } from "#web/sandbox/state/store.ts"
import { type Answer, closeConnections, postDelivery } from "./post-delivery.ts"
import { deliveriesFor, type NewDelivery, storeDelivery } from "./queue.ts"
import { nanoIso, retryDelayMs } from "./retry-schedule.ts"

/** Sends what is queued in the store, in the order it came, and keeps what the app answered. */
export type Deliverer = {
  /** Queues a topic's payload for everyone who subscribed to it. */
  announce(shop: Shop, topic: string, body: string, eventId?: string): void
  /** Queues one delivery as given, subscribed or not. */
  queue(delivery: NewDelivery): WebhookDelivery
  /** Sends a delivery again now: same id, same body. Null if there is none of that id. */
  resend(id: string): WebhookDelivery | null
  /** Looks for due deliveries now; call it when the clock or the settings changed. */
  wake(): void
  stop(): Promise<void>
}

/** Deliveries that are over and still kept to be looked at. */
const keptDeliveries = 5000

export function startDeliverer(store: Store, clock: Clock, app: AppSettings): Deliverer {
  const sending = new Set<string>()
  const running = new Set<Promise<void>>()
  let timer: NodeJS.Timeout | null = null
  let stopped = false
  let woken = false
  let finished = 0

  const wake = () => {
    if (woken || stopped) return
    woken = true
    // After the transaction that queues is over.
    setImmediate(pump)
  }

  const pump = () => {
    woken = false
    const settings = store.settings.get("webhooks")
    if (stopped || settings.paused) return
    const free = settings.concurrency - sending.size
    if (free > 0) {
      const due = dueDeliveries(store, clock, sending, settings.shuffle ? 50 : free)
      const chosen = settings.shuffle ? shuffled(due) : due
      for (const delivery of chosen.slice(0, free)) start(delivery)
    }
    scheduleNext()
  }

  const start = (delivery: WebhookDelivery) => {
    sending.add(delivery.id)
    const work = send(delivery).finally(() => {
      sending.delete(delivery.id)
      running.delete(work)
      finished += 1
      if (finished % 500 === 0 && !stopped) store.pruneDeliveries(keptDeliveries)
      wake()
    })
    running.add(work)
  }

  const send = async (delivery: WebhookDelivery) => {
    // Half of the duplicates arrive at the same moment as the first, the others after it.
    const twice = delivery.duplicates > 0 && delivery.nextKind === "first" && Math.random() < 0.5
    const kinds: WebhookAttempt["kind"][] = twice
      ? [delivery.nextKind, "duplicate"]
      : [delivery.nextKind]
    const attempts = await Promise.all(kinds.map((kind) => attempt(delivery, kind)))
    if (stopped) return
    const known = store.deliveries.get(delivery.id)
    if (known) store.deliveries.put(afterAttempts(known, attempts, clock.now()))
  }

  const attempt = async (delivery: WebhookDelivery, kind: WebhookAttempt["kind"]) => {
    const at = clock.now().toISOString()
    const startedAt = performance.now()
    const answer: Answer = await postDelivery(delivery, app)
    return { at, kind, ...answer, durationMs: Math.round(performance.now() - startedAt) }
  }

  const scheduleNext = () => {
    if (timer) clearTimeout(timer)
    timer = null
    const waiting = store.deliveries.page({ orderBy: "dueAt", limit: 1 + sending.size })
    const next = waiting.find((delivery) => !sending.has(delivery.id))
    if (!next?.nextAttemptAt) return
    const wait = Date.parse(next.nextAttemptAt) - clock.now().getTime()
    // Never long: the clock may be set in the meantime.
    timer = setTimeout(wake, Math.min(Math.max(wait, 5), 1000))
    timer.unref()
  }

  wake()
  return {
    announce(shop, topic, body, eventId) {
      for (const delivery of deliveriesFor(store, shop, topic, body, eventId)) {
        storeDelivery(store, clock, delivery)
      }
      wake()
    },
    queue(delivery) {
      const stored = storeDelivery(store, clock, delivery)
      wake()
      return stored
    },
    resend(id) {
      const delivery = store.deliveries.get(id)
      if (!delivery) return null
      const nextAttemptAt = nanoIso(clock.now())
      const queued = store.deliveries.put({ ...delivery, nextAttemptAt, nextKind: "resend" })
      wake()
      return queued
    },
    wake,
    async stop() {
      stopped = true
      if (timer) clearTimeout(timer)
      closeConnections()
      await Promise.all(running)
    },
  }
}

function dueDeliveries(
  store: Store,
  clock: Clock,
  sending: Set<string>,
  limit: number,
): WebhookDelivery[] {
  const before = clock.now().toISOString()
  const due = store.deliveries.page({
    orderBy: "dueAt",
    range: { key: "dueAt", before },
    limit: limit + sending.size,
  })
  return due.filter((delivery) => !sending.has(delivery.id)).slice(0, limit)
}

/** What becomes of a delivery once the app answered, or did not. */
function afterAttempts(
  delivery: WebhookDelivery,
  attempts: WebhookAttempt[],
  now: Date,
): WebhookDelivery {
  const all = [...delivery.attempts, ...attempts]
  const arrived = attempts.some(succeeded)
  const duplicates = delivery.duplicates - attempts.filter((one) => one.kind === "duplicate").length
  const base = { ...delivery, attempts: all, duplicates: Math.max(0, duplicates) }
  const later = (ms: number) => nanoIso(new Date(now.getTime() + ms))
  if (arrived && base.duplicates > 0) {
    const nextAttemptAt = later(Math.random() * 500)
    return { ...base, state: "delivered", nextAttemptAt, nextKind: "duplicate" }
  }
  if (arrived || all.some(succeeded)) return { ...base, state: "delivered", nextAttemptAt: null }
  const failures = all.filter((one) => one.kind === "first" || one.kind === "retry").length
  const delay = retryDelayMs(failures)
  if (delay === null) return { ...base, state: "failed", nextAttemptAt: null }
  return { ...base, nextAttemptAt: later(delay), nextKind: "retry" }
}

function succeeded(attempt: WebhookAttempt): boolean {
  return attempt.status !== null && attempt.status >= 200 && attempt.status < 300
}

function shuffled<T>(list: T[]): T[] {
  return list
    .map((item) => ({ item, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item)
}
