import { z } from "zod"
import type { HistoryEntry, HistoryPosition, Lot } from "#web/flows/explain-points.ts"
import { builder } from "./builder.ts"
import { instant, type Page, wholeId } from "./paging.ts"

const ReasonType = builder.objectRef<HistoryEntry>("Reason").implement({
  description: "Why points moved: a code, and what its words need.",
  fields: (t) => ({
    code: t.exposeString("kind"),
    order: t.exposeString("orderName", {
      nullable: true,
      description: "As the shop names it: #1042.",
    }),
    reward: t.exposeString("rewardName", { nullable: true }),
    note: t.string({ nullable: true, resolve: ({ note }) => note || null }),
  }),
})

const EntryType = builder.objectRef<HistoryEntry>("HistoryEntry").implement({
  description: "One movement of points. It never changes: a correction is another entry.",
  fields: (t) => ({
    id: t.id({
      resolve: (entry) => [entry.source, entry.shopId, entry.sourceId, entry.revision].join("-"),
    }),
    points: t.expose("points", { type: "Whole", description: "Below zero: taken away." }),
    reason: t.field({ type: ReasonType, resolve: (entry) => entry }),
    occurredAt: t.expose("occurredAt", { type: "DateTime", description: "When it happened." }),
    createdAt: t.expose("createdAt", { type: "DateTime", description: "When it was written." }),
    expiresAt: t.expose("expiresAt", { type: "DateTime", nullable: true }),
  }),
})

export const HistoryPage = builder.objectRef<Page<HistoryEntry>>("HistoryPage").implement({
  fields: (t) => ({
    nodes: t.expose("nodes", { type: [EntryType] }),
    endCursor: t.exposeString("endCursor", { nullable: true }),
  }),
})

export const LotType = builder.objectRef<Lot>("Lot").implement({
  description: "Points that came in together and expire together.",
  fields: (t) => ({
    source: t.exposeString("source"),
    order: t.exposeString("orderName", { nullable: true }),
    points: t.expose("points", { type: "Whole" }),
    remaining: t.expose("remaining", { type: "Whole" }),
    earnedAt: t.expose("earnedAt", { type: "DateTime" }),
    expiresAt: t.expose("expiresAt", { type: "DateTime", nullable: true }),
  }),
})

export const historyPosition = z.strictObject({
  occurredAt: instant,
  createdAt: instant,
  source: z.enum(["order", "redemption", "adjustment", "claim", "debt"]),
  shopId: z.int(),
  sourceId: wholeId,
  revision: z.int(),
})

export function positionOf(entry: HistoryEntry): HistoryPosition {
  const { source, shopId, sourceId, revision } = entry
  const [occurredAt, createdAt] = [entry.occurredAt.toISOString(), entry.createdAt.toISOString()]
  return { occurredAt, createdAt, source, shopId, sourceId, revision }
}
