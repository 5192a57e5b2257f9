import type { Clock } from "#web/sandbox/clock.ts"
import type { AppSettings } from "#web/sandbox/context.ts"
import type { Shop, WebhookAttempt, WebhookDelivery } from "#web/sandbox/state/model.ts"
import type { Store } from "#web/sandbox/state/store.ts"
import { closeConnections, postDelivery } from "./post-delivery.ts"
import { deliveriesFor, type NewDelivery, storeDelivery } from "./queue.ts"
import { nanoIso, retryDelayMs } from "./retry-schedule.ts"

/** Deliveries that are over and still kept to be looked at. */
const keptDeliveries = 5000

/** Sends what is queued in the store, in the order it came, and keeps what the app answered. */
export class Deliverer {
  readonly #store: Store
  readonly #clock: Clock
  readonly #app: AppSettings
  readonly #sending = new Set<string>()
  readonly #running = new Set<Promise<void>>()
  #timer: NodeJS.Timeout | null = null
  #stopped = false
  #woken = false
  #finished = 0

  /** Starts at once with what is due. */
  constructor(store: Store, clock: Clock, app: AppSettings) {
    this.#store = store
    this.#clock = clock
    this.#app = app
    this.wake()
  }

  /** Queues a topic's payload for everyone who subscribed to it. */
  announce(shop: Shop, topic: string, body: string, eventId?: string): void {
    for (const delivery of deliveriesFor(this.#store, shop, topic, body, eventId)) {
      storeDelivery(this.#store, this.#clock, delivery)
    }
    this.wake()
  }

  /** Queues one delivery as given, subscribed or not. */
  queue(delivery: NewDelivery): WebhookDelivery {
    const stored = storeDelivery(this.#store, this.#clock, delivery)
    this.wake()
    return stored
  }

  /** Sends a delivery again now: same id, same body. Null if there is none of that id. */
  resend(id: string): WebhookDelivery | null {
    const delivery = this.#store.deliveries.get(id)
    if (!delivery) return null
    const nextAttemptAt = nanoIso(this.#clock.now())
    const queued = { ...delivery, nextAttemptAt, nextKind: "resend" as const }
    this.wake()
    return this.#store.deliveries.put(queued)
  }

  /** Looks for due deliveries; call it when the clock or the settings changed. */
  wake(): void {
    if (this.#woken || this.#stopped) return
    this.#woken = true
    // After the transaction that queues is over.
    setImmediate(() => this.#pump())
  }

  async stop(): Promise<void> {
    this.#stopped = true
    if (this.#timer) clearTimeout(this.#timer)
    closeConnections()
    await Promise.all(this.#running)
  }

  #pump(): void {
    this.#woken = false
    const settings = this.#store.settings.get("webhooks")
    if (this.#stopped || settings.paused) return
    const free = settings.concurrency - this.#sending.size
    if (free > 0) {
      const due = this.#due(settings.shuffle ? 50 : free)
      const chosen = settings.shuffle ? shuffled(due) : due
      for (const delivery of chosen.slice(0, free)) this.#start(delivery)
    }
    this.#scheduleNext()
  }

  #due(limit: number): WebhookDelivery[] {
    const before = this.#clock.now().toISOString()
    const due = this.#store.deliveries.page({
      orderBy: "dueAt",
      range: { key: "dueAt", before },
      limit: limit + this.#sending.size,
    })
    return due.filter((delivery) => !this.#sending.has(delivery.id)).slice(0, limit)
  }

  #start(delivery: WebhookDelivery): void {
    this.#sending.add(delivery.id)
    const work = this.#send(delivery).finally(() => {
      this.#sending.delete(delivery.id)
      this.#running.delete(work)
      this.#finished += 1
      if (this.#stopped) return
      if (this.#finished % 500 === 0) this.#store.pruneDeliveries(keptDeliveries)
      this.wake()
    })
    this.#running.add(work)
  }

  async #send(delivery: WebhookDelivery): Promise<void> {
    // Half of the duplicates arrive at the same moment as the first, the others after it.
    const twice = delivery.duplicates > 0 && delivery.nextKind === "first" && Math.random() < 0.5
    const kinds: WebhookAttempt["kind"][] = twice
      ? [delivery.nextKind, "duplicate"]
      : [delivery.nextKind]
    const attempts = await Promise.all(kinds.map((kind) => this.#attempt(delivery, kind)))
    if (this.#stopped) return
    const known = this.#store.deliveries.get(delivery.id)
    if (known) this.#store.deliveries.put(afterAttempts(known, attempts, this.#clock.now()))
  }

  async #attempt(delivery: WebhookDelivery, kind: WebhookAttempt["kind"]): Promise<WebhookAttempt> {
    const at = this.#clock.now().toISOString()
    const startedAt = performance.now()
    const answer = await postDelivery(delivery, this.#app)
    return { at, kind, ...answer, durationMs: Math.round(performance.now() - startedAt) }
  }

  #scheduleNext(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    const limit = 1 + this.#sending.size
    const waiting = this.#store.deliveries.page({ orderBy: "dueAt", limit })
    const next = waiting.find((delivery) => !this.#sending.has(delivery.id))
    if (!next?.nextAttemptAt) return
    const wait = Date.parse(next.nextAttemptAt) - this.#clock.now().getTime()
    // Never long: the clock may be set in the meantime.
    this.#timer = setTimeout(() => this.wake(), Math.min(Math.max(wait, 5), 1000))
    this.#timer.unref()
  }
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
