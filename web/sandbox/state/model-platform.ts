import type { Id, Iso } from "./model.ts"

/** An app-specific subscription, as `shopify.app.toml` declares it. */
export type WebhookSubscription = {
  id: Id
  topic: string
  /** Absolute, or a path below the app's address. */
  uri: string
  name: string | null
}

export type WebhookAttempt = {
  at: Iso
  kind: "first" | "retry" | "duplicate" | "resend"
  status: number | null
  answer: string | null
  error: string | null
  durationMs: number
}

/** One delivery: the same id and body whenever it is sent. */
export type WebhookDelivery = {
  id: string
  shopDomain: string
  topic: string
  uri: string
  eventId: string
  triggeredAt: Iso
  name: string | null
  body: string
  /** Replace the headers that would be sent (lower-case names); null leaves one out. */
  headers: Record<string, string | null>
  /** "dropped": never sent, as the settings asked. */
  state: "waiting" | "delivered" | "failed" | "dropped"
  nextAttemptAt: Iso | null
  /** What the next attempt is. */
  nextKind: WebhookAttempt["kind"]
  /** How often it is still to be sent again although it arrived. */
  duplicates: number
  attempts: WebhookAttempt[]
  createdAt: Iso
}

/** An expiring offline access token; the id is the access token itself. */
export type Token = {
  id: string
  shopDomain: string
  scopes: string[]
  expiresAt: Iso
  refreshToken: string
  refreshExpiresAt: Iso
  /** The token this one was refreshed from: its refresh token works until this one is used. */
  parentId: string | null
  usedAt: Iso | null
  revokedAt: Iso | null
  createdAt: Iso
}

export type Mail = {
  id: Id
  from: string
  to: string[]
  subject: string
  text: string
  html: string | null
  headers: { name: string; value: string }[]
  receivedAt: Iso
}

/** How deliveries go wrong on purpose; rates from 0 to 1. */
export type WebhookSettings = {
  duplicateRate: number
  dropRate: number
  delayMs: { min: number; max: number }
  shuffle: boolean
  concurrency: number
  paused: boolean
}

/** How the Admin API goes wrong on purpose. */
export type FaultSettings = {
  rate: number
  kind: "none" | "429" | "500" | "timeout-after-success" | "slow"
  slowMs: number
}

export type AdminSettings = {
  /** The leaky bucket: its size and what flows back per second, in points. */
  bucketSize: number
  restoreRate: number
  /** How long a bulk creation of codes takes. */
  bulkMs: number
}

export type IdSettings = {
  /** Ids count up from here; above 2^53 they can only be kept as strings. */
  next: string
}
