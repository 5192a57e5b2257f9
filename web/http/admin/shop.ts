import { countEarningOrders } from "#web/db/read-orders.ts"
import { countRedemptions } from "#web/db/read-redemptions.ts"
import { installedCurrencies } from "#web/db/shop-currencies.ts"
import { pointsOutstanding } from "#web/flows/explain-points.ts"
import { type AdminContext, builder } from "./builder.ts"

type ShopOnScreen = AdminContext["session"]["shop"] & { name: string }

const ShopType = builder.objectRef<ShopOnScreen>("Shop").implement({
  fields: (t) => ({
    name: t.exposeString("name"),
    domain: t.exposeString("domain"),
    currency: t.exposeString("currency"),
    timeZone: t.exposeString("timeZone"),
    locale: t.exposeString("locale"),
    currencies: t.stringList({
      description: "Of all the brand's shops.",
      resolve: (_shop, _args, { deps, session: { brandId } }) =>
        deps.db.withBrand(brandId, (tx) => installedCurrencies(tx, brandId)),
    }),
  }),
})

builder.queryField("shop", (t) =>
  t.field({
    type: ShopType,
    resolve: async (_root, _args, { deps, session: { shop } }) => {
      const { brandId, shopId } = shop
      const { name } = await deps.db.read(brandId, (prisma) =>
        prisma.shop.findUniqueOrThrow({ where: { brandId_shopId: { brandId, shopId } } }),
      )
      return { ...shop, name }
    },
  }),
)

/** Counted one by one, each only when it is asked for. */
const FiguresType = builder.objectRef<object>("Figures").implement({
  description: "What the brand's programme has come to.",
  fields: (t) => ({
    members: t.field({
      type: "Whole",
      description: "Who has joined; guests whose points wait are not among them.",
      resolve: (_figures, _args, { deps, session: { brandId } }) =>
        deps.db.read(brandId, (prisma) =>
          prisma.member.count({ where: { brandId, state: "member", erasedAt: null } }),
        ),
    }),
    pointsOutstanding: t.field({
      type: "Whole",
      description: "What members could spend now.",
      resolve: async (_figures, _args, { deps, session }) =>
        (await pointsOutstanding(deps.db, session.brandId)).points,
    }),
    ordersThatEarned: t.field({
      type: "Whole",
      resolve: (_figures, _args, { deps, session: { brandId } }) =>
        deps.db.withBrand(brandId, (tx) => countEarningOrders(tx, brandId)),
    }),
    redemptions: t.field({
      type: "Whole",
      description: "Rewards taken and not handed back.",
      resolve: (_figures, _args, { deps, session: { brandId } }) =>
        deps.db.withBrand(brandId, (tx) => countRedemptions(tx, brandId)),
    }),
  }),
})

builder.queryField("figures", (t) => t.field({ type: FiguresType, resolve: () => ({}) }))
