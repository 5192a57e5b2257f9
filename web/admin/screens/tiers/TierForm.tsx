import {
  BlockStack,
  Card,
  FormLayout,
  InlineError,
  Select,
  Text,
  TextField,
} from "@shopify/polaris"
import { FormMessages } from "#web/admin/components/FormMessages.tsx"
import { Figure, Sentence } from "#web/admin/components/Sentence.tsx"
import { useWords } from "#web/admin/words/useWords.ts"
import { ThresholdField } from "./ThresholdField.tsx"
import { type TierFormState, thresholdNames } from "./useTierForm.ts"

/** A tier's name and what it takes to reach it. Draws what `useTierForm` knows; saves nothing itself. */
export function TierForm({ form, currency }: { form: TierFormState; currency: string }) {
  const { t } = useWords()
  const { values } = form
  const noThreshold = form.error("thresholds")
  return (
    <BlockStack gap="400">
      <FormMessages form={form} />
      <Card>
        <FormLayout>
          <TextField
            label={t("tiers.name")}
            helpText={t("tiers.name-help")}
            autoComplete="off"
            maxLength={60}
            value={values.name}
            error={form.error("name")}
            onChange={form.rename}
          />
        </FormLayout>
      </Card>
      <Card>
        <BlockStack gap="400">
          <Text as="h2" variant="headingMd">
            {t("tiers.reach-title")}
          </Text>
          <Sentence
            words="tiers.reach"
            figures={{
              match: (
                <Figure wide>
                  <Select
                    label={t("tiers.match")}
                    labelHidden
                    options={[
                      { value: "any", label: t("tiers.match-any") },
                      { value: "all", label: t("tiers.match-all") },
                    ]}
                    value={values.match}
                    onChange={(match) => form.matchBy(match as "any" | "all")}
                  />
                </Figure>
              ),
            }}
          />
          {thresholdNames.map((threshold) => (
            <ThresholdField key={threshold} name={threshold} form={form} currency={currency} />
          ))}
          {noThreshold ? <InlineError message={noThreshold} fieldID="thresholds" /> : null}
          <Text as="p" tone="subdued">
            {t("tiers.counting-help")}
          </Text>
        </BlockStack>
      </Card>
    </BlockStack>
  )
}
