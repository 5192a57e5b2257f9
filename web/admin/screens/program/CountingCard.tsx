import { BlockStack, Checkbox, Select } from "@shopify/polaris"
import type { ProgramVersion } from "#web/admin/api/program.ts"
import { Figure, Sentence } from "#web/admin/components/Sentence.tsx"
import { useWords } from "#web/admin/words/useWords.ts"
import { SectionCard } from "./SectionCard.tsx"
import type { ProgramForm } from "./useProgramForm.ts"

const choices = ["countTax", "countShipping", "countBusiness"] as const
const roundings = ["down", "nearest", "up"] as const

/** Which parts of an order earn, and how fractions of a point are rounded. */
export function CountingCard({ form, live }: { form: ProgramForm; live: ProgramVersion | null }) {
  const { t } = useWords()
  const { orders } = form.values
  const round = (rounding: string) =>
    form.change("orders.rounding", (settings) => {
      settings.orders.rounding = rounding as (typeof roundings)[number]
    })
  return (
    <SectionCard
      title={t("program.counting")}
      part={(settings) => settings.orders}
      values={form.values}
      live={live}
    >
      <BlockStack>
        {choices.map((choice) => (
          <Checkbox
            key={choice}
            label={t(`program.${choice}`)}
            checked={orders[choice]}
            onChange={(checked) =>
              form.change(`orders.${choice}`, (settings) => {
                settings.orders[choice] = checked
              })
            }
          />
        ))}
      </BlockStack>
      <Sentence
        words="program.rounding"
        figures={{
          rounding: (
            <Figure wide>
              <Select
                label={t("program.rounding-label")}
                labelHidden
                options={roundings.map((value) => ({
                  value,
                  label: t(`program.rounding-${value}`),
                }))}
                value={orders.rounding}
                onChange={round}
              />
            </Figure>
          ),
        }}
      />
    </SectionCard>
  )
}
