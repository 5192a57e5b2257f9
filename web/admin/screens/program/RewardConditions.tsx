import { BlockStack, Box, Button, Checkbox, InlineStack, Text } from "@shopify/polaris"
import { MoneyField } from "#web/admin/components/MoneyField.tsx"
import { useWords } from "#web/admin/words/useWords.ts"
import { decimalsOf } from "#web/core/money.ts"
import type { ProgramForm } from "./useProgramForm.ts"

type RewardConditionsProps = { form: ProgramForm; index: number; currencies: string[] }

const combinations = ["orderDiscounts", "productDiscounts", "shippingDiscounts"] as const

/** What rarely changes about a reward: where it works, from which spend on, and beside which discounts. */
export function RewardConditions({ form, index, currencies }: RewardConditionsProps) {
  const { t } = useWords()
  const reward = form.values.rewards[index]!
  const offered = new Set(reward.amounts.map((amount) => amount.currency))
  const missing = currencies.filter((currency) => !offered.has(currency))
  return (
    <Box paddingBlockStart="200">
      <BlockStack gap="300">
        {reward.amounts.map((amount, place) => (
          <MinimumSpend key={amount.currency} form={form} at={[index, place]} />
        ))}
        {missing.map((currency) => (
          <InlineStack key={currency}>
            <Button onClick={() => offerIn(form, index, currency)}>
              {t("program.offer-in", { currency })}
            </Button>
          </InlineStack>
        ))}
        <BlockStack>
          <Text as="p">{t("program.combines-with")}</Text>
          {combinations.map((kind) => (
            <Checkbox
              key={kind}
              label={t(`program.combines-${kind}`)}
              checked={reward.combinesWith[kind]}
              onChange={(checked) =>
                form.change(`rewards.${index}.combinesWith.${kind}`, (settings) => {
                  settings.rewards[index]!.combinesWith[kind] = checked
                })
              }
            />
          ))}
        </BlockStack>
      </BlockStack>
    </Box>
  )
}

const unreadable = 0 // the server refuses it, beside the field

function MinimumSpend({ form, at: [index, place] }: { form: ProgramForm; at: [number, number] }) {
  const { t } = useWords()
  const amount = form.values.rewards[index]!.amounts[place]!
  const { error, onChange } = form.field<number | null>(
    `rewards.${index}.amounts.${place}.minimumSpendMinor`,
    (settings, value) => {
      settings.rewards[index]!.amounts[place]!.minimumSpendMinor = value
    },
  )
  return (
    <Box maxWidth="280px">
      <MoneyField
        label={t("program.minimum-spend")}
        helpText={t("program.minimum-spend-help")}
        currency={amount.currency}
        value={amount.minimumSpendMinor || null}
        error={error}
        onChange={(value, isEmpty) => onChange(isEmpty ? null : (value ?? unreadable))}
      />
    </Box>
  )
}

function offerIn(form: ProgramForm, index: number, currency: string): void {
  const amountMinor = 5 * Math.max(100, 10 ** decimalsOf(currency))
  form.change(`rewards.${index}.amounts`, (settings) => {
    settings.rewards[index]!.amounts.push({ currency, amountMinor, minimumSpendMinor: null })
  })
}
