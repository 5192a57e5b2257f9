import { BlockStack, RadioButton, Text } from "@shopify/polaris"
import { useId } from "react"
import type { ProgramVersion } from "#web/admin/api/program.ts"
import { Figure, Sentence } from "#web/admin/components/Sentence.tsx"
import { WholeField } from "#web/admin/components/WholeField.tsx"
import { useWords } from "#web/admin/words/useWords.ts"
import { SectionCard } from "./SectionCard.tsx"
import type { ProgramForm } from "./useProgramForm.ts"

/** How long points live, and what happens when they were spent before their order was refunded. */
export function PointsCard({ form, live }: { form: ProgramForm; live: ProgramVersion | null }) {
  const { t } = useWords()
  const debt = form.field<number | null>("points.debtLimit", (settings, value) => {
    settings.points.debtLimit = value
  })
  return (
    <SectionCard
      title={t("program.points-life")}
      part={(settings) => settings.points}
      values={form.values}
      live={live}
    >
      <PointsLife form={form} />
      <BlockStack gap="100">
        <Sentence
          words="program.debt"
          figures={{
            points: (
              <Figure>
                <WholeField
                  label={t("program.debt-label")}
                  labelHidden
                  value={form.values.points.debtLimit}
                  {...debt}
                />
              </Figure>
            ),
          }}
        />
        <Text as="p" tone="subdued">
          {t("program.debt-help")}
        </Text>
      </BlockStack>
    </SectionCard>
  )
}

const notWritten = 0 // the server refuses it, beside the field

function PointsLife({ form }: { form: ProgramForm }) {
  const { t } = useWords()
  const name = useId()
  const { lifeMonths } = form.values.points
  const { error, onChange } = form.field<number | null>("points.lifeMonths", (settings, value) => {
    settings.points.lifeMonths = value
  })
  return (
    <BlockStack gap="100">
      <RadioButton
        label={t("program.never-expire")}
        name={name}
        id={`${name}-never`}
        checked={lifeMonths === null}
        onChange={() => onChange(null)}
      />
      <RadioButton
        label={t("program.do-expire")}
        name={name}
        id={`${name}-months`}
        checked={lifeMonths !== null}
        onChange={() => onChange(12)}
      />
      {lifeMonths === null ? null : (
        <Sentence
          words="program.life"
          figures={{
            months: (
              <Figure>
                <WholeField
                  label={t("program.life-label")}
                  labelHidden
                  value={lifeMonths || null}
                  error={error}
                  onChange={(value) => onChange(value ?? notWritten)}
                />
              </Figure>
            ),
          }}
        />
      )}
    </BlockStack>
  )
}
