import { z } from "zod"
import type { SetAsideReason } from "#web/db/deliveries.ts"
import { countSetAside, readSetAside, type SetAsideDelivery } from "#web/db/set-aside-deliveries.ts"
import { type Refusal, refuse } from "#web/flows/refusal.ts"
import { dismissDelivery, type Replayed, replayDelivery } from "#web/flows/replay-delivery.ts"
import { builder } from "./builder.ts"
import { instant, type Page, readPage } from "./paging.ts"
import { RefusalType } from "./refusals.ts"

const ReasonType = builder.objectRef<SetAsideReason>("SetAsideReason").implement({
  fields: (t) => ({
    code: t.exposeString("code"),
    field: t.string({ nullable: true, resolve: ({ field }) => field ?? null }),
    value: t.string({ nullable: true, resolve: ({ value }) => value ?? null }),
  }),
})

const DeliveryType = builder.objectRef<SetAsideDelivery>("Delivery").implement({
  description: "A webhook that could not be settled and waits for somebody to look at it.",
  fields: (t) => ({
    id: t.exposeID("deliveryId"),
    topic: t.exposeString("topic"),
    reason: t.expose("reason", { type: ReasonType }),
    receivedAt: t.expose("receivedAt", { type: "DateTime" }),
    setAsideAt: t.expose("setAsideAt", { type: "DateTime" }),
    canReplay: t.exposeBoolean("hasBody", {
      description: "False once its body was emptied after its time.",
    }),
  }),
})

const DeliveryPage = builder.objectRef<Page<SetAsideDelivery>>("DeliveryPage").implement({
  fields: (t) => ({
    nodes: t.expose("nodes", { type: [DeliveryType] }),
    endCursor: t.exposeString("endCursor", { nullable: true }),
  }),
})

const position = z.strictObject({ setAsideAt: instant, deliveryId: z.uuid() })

builder.queryField("deliveries", (t) =>
  t.field({
    type: DeliveryPage,
    description: "Deliveries that were set aside, newest first.",
    args: { first: t.arg.int({ required: false }), after: t.arg.string({ required: false }) },
    resolve: (_root, args, { deps, session: { brandId } }) =>
      readPage(
        args,
        position,
        (page) => deps.db.withBrand(brandId, (tx) => readSetAside(tx, brandId, page)),
        ({ setAsideAt, deliveryId }) => ({ setAsideAt: setAsideAt.toISOString(), deliveryId }),
      ),
  }),
)

builder.queryField("setAsideCount", (t) =>
  t.field({
    type: "Whole",
    resolve: (_root, _args, { deps, session: { brandId } }) =>
      deps.db.withBrand(brandId, (tx) => countSetAside(tx, brandId)),
  }),
)

const DeliveryPayload = builder.objectRef<{ refusals: Refusal[] }>("DeliveryPayload").implement({
  fields: (t) => ({ refusals: t.expose("refusals", { type: [RefusalType] }) }),
})

builder.mutationField("replayDelivery", (t) =>
  t.field({
    type: DeliveryPayload,
    args: { id: t.arg.id() },
    resolve: async (_root, { id }, { deps, session }) =>
      isDeliveryId(id) ? payload(await replayDelivery(deps, session, id)) : unknown,
  }),
)

builder.mutationField("dismissDelivery", (t) =>
  t.field({
    type: DeliveryPayload,
    args: { id: t.arg.id() },
    resolve: async (_root, { id }, { deps, session }) =>
      isDeliveryId(id) ? payload(await dismissDelivery(deps, session, id)) : unknown,
  }),
)

const unknown = { refusals: refuse("unknown-delivery") }

function isDeliveryId(id: string): boolean {
  return z.guid().safeParse(id).success
}

function payload(replayed: Replayed): { refusals: Refusal[] } {
  return { refusals: replayed.ok ? [] : replayed.refusals }
}
