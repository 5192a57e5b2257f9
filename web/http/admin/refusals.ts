import type { Refusal } from "#web/flows/refusal.ts"
import { builder } from "./builder.ts"

/** An expected "no", as a value beside the answer and never as an error. */
export const RefusalType = builder.objectRef<Refusal>("Refusal").implement({
  description: "Why something was not done. An empty list: it was done.",
  fields: (t) => ({
    code: t.exposeString("code"),
    field: t.exposeString("field", {
      nullable: true,
      description: "The setting it is about, as a path: rewards.0.points.",
    }),
    limit: t.expose("limit", { type: "Whole", nullable: true, description: "The bound passed." }),
  }),
})
