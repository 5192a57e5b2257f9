import { BlockStack, Box, Checkbox } from "@shopify/polaris"
import { MoneyField } from "#web/admin/components/MoneyField.tsx"
import { WholeField } from "#web/admin/components/WholeField.tsx"
import { useWords } from "#web/admin/words/useWords.ts"
import type { ThresholdName, TierFormState } from "./useTierForm.ts"

type ThresholdFieldProps = { name: ThresholdName; form: TierFormState; currency: string }

/** One way to reach a tier: whether it counts, and how much it takes. */
export function ThresholdField({ name, form, currency }: ThresholdFieldProps) {
  const { t } = useWords()
  const amount = form.values.thresholds[name]
  const field = {
    label: t(`tiers.${name}`),
    labelHidden: true,
    value: amount || null, // 0 stands for "not written yet"
    error: form.error(`thresholds.${name}`),
    onChange: (typed: number | null) => form.need(name, typed),
  }
  return (
    <BlockStack gap="100">
      <Checkbox
        label={t(`tiers.${name}`)}
        checked={form.counts(name)}
        onChange={() => form.toggle(name)}
      />
      {form.counts(name) ? (
        <Box paddingInlineStart="600" maxWidth="240px">
          {name === "spendMinor" ? (
            <MoneyField currency={currency} {...field} />
          ) : (
            <WholeField suffix={t(`tiers.${name}-unit`)} {...field} />
          )}
        </Box>
      ) : null}
    </BlockStack>
  )
}
