import type { Express } from "express"
import { mountAdminFrame } from "./admin-frame/mount-admin-frame.ts"
import type { SandboxContext } from "./context.ts"
import { mountOperator } from "./operator/mount-operator.ts"
import { mountStorefront } from "./storefront/mount-storefront.ts"

/** Everything that is drawn for people; the engine runs without it. */
export function mountPages(app: Express, context: SandboxContext): void {
  mountAdminFrame(app, context)
  mountOperator(app, context)
  mountStorefront(app, context)
}
