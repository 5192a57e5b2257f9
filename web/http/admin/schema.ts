import { builder } from "./builder.ts"
import "./shop.ts"
import "./program.ts"
import "./tiers.ts"
import "./members.ts"
import "./member-details.ts"
import "./adjustments.ts"
import "./orders.ts"
import "./redemptions.ts"
import "./deliveries.ts"

/** The admin API, one file per noun. */
export const adminSchema = builder.toSchema()
