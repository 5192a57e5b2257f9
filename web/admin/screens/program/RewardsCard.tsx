import { BlockStack, Button, Divider, Text } from "@shopify/polaris"
import { PlusIcon } from "@shopify/polaris-icons"
import { Fragment } from "react"
import type { ProgramVersion, ShopFacts } from "#web/admin/api/program.ts"
import { useWords } from "#web/admin/words/useWords.ts"
import { decimalsOf } from "#web/core/money.ts"
import { RewardFields } from "./RewardFields.tsx"
import { SectionCard } from "./SectionCard.tsx"
import type { ProgramForm } from "./useProgramForm.ts"

type RewardsCardProps = { form: ProgramForm; shop: ShopFacts; live: ProgramVersion | null }

/** What members get for their points. */
export function RewardsCard({ form, shop, live }: RewardsCardProps) {
  const { t } = useWords()
  const { rewards } = form.values
  return (
    <SectionCard
      title={t("program.rewards")}
      part={(settings) => settings.rewards}
      values={form.values}
      live={live}
      action={
        <Button icon={PlusIcon} onClick={() => addReward(form, shop, t("program.new-reward"))}>
          {t("program.add-reward")}
        </Button>
      }
    >
      {rewards.length ? (
        <BlockStack gap="400">
          {rewards.map((reward, index) => (
            <Fragment key={reward.id}>
              {index ? <Divider /> : null}
              <RewardFields form={form} index={index} currencies={shop.currencies} />
            </Fragment>
          ))}
        </BlockStack>
      ) : (
        <Text as="p" tone="subdued">
          {t("program.no-rewards")}
        </Text>
      )}
    </SectionCard>
  )
}

/** A new reward costs as much more as the dearest one that is there, and is worth five units to start with. */
function addReward(form: ProgramForm, shop: ShopFacts, name: string): void {
  const dearest = Math.max(0, ...form.values.rewards.map((reward) => reward.points ?? 0))
  const amounts = shop.currencies.map((currency) => ({
    currency,
    amountMinor: 5 * Math.max(100, 10 ** decimalsOf(currency)),
    minimumSpendMinor: null,
  }))
  form.change("rewards", (settings) => {
    settings.rewards.push({
      id: crypto.randomUUID(),
      kind: "amount-off",
      name,
      points: dearest + 100,
      amounts,
      combinesWith: { orderDiscounts: false, productDiscounts: true, shippingDiscounts: true },
    })
  })
}
