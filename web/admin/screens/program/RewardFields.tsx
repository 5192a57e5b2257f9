import { BlockStack, Button, Collapsible, InlineStack, TextField } from "@shopify/polaris"
import { useId, useState } from "react"
import { MoneyField } from "#web/admin/components/MoneyField.tsx"
import { Figure, Sentence } from "#web/admin/components/Sentence.tsx"
import { WholeField } from "#web/admin/components/WholeField.tsx"
import { useWords } from "#web/admin/words/useWords.ts"
import { RewardConditions } from "./RewardConditions.tsx"
import type { ProgramForm } from "./useProgramForm.ts"

type RewardFieldsProps = { form: ProgramForm; index: number; currencies: string[] }

/** One reward: what it costs and gives as a sentence, its name, and its conditions folded away. */
export function RewardFields({ form, index, currencies }: RewardFieldsProps) {
  const { t } = useWords()
  const id = useId()
  const [open, setOpen] = useState(false)
  const reward = form.values.rewards[index]!
  const path = `rewards.${index}`
  const name = form.field<string>(`${path}.name`, (settings, value) => {
    settings.rewards[index]!.name = value
  })
  const remove = () => form.change("rewards", (settings) => void settings.rewards.splice(index, 1))
  const hasHiddenError = reward.amounts.some((_, place) =>
    form.error(`${path}.amounts.${place}.minimumSpendMinor`),
  )
  return (
    <BlockStack gap="300">
      {reward.amounts.map((amount, place) => (
        <PriceSentence key={amount.currency} form={form} at={[index, place]} />
      ))}
      <TextField
        label={t("program.reward-name")}
        autoComplete="off"
        maxLength={80}
        value={reward.name}
        {...name}
      />
      <InlineStack gap="300">
        <Button
          variant="plain"
          disclosure={open ? "up" : "down"}
          ariaExpanded={open || hasHiddenError}
          ariaControls={id}
          onClick={() => setOpen(!open)}
        >
          {t("program.conditions")}
        </Button>
        <Button variant="plain" tone="critical" onClick={remove}>
          {t("program.remove-reward")}
        </Button>
      </InlineStack>
      <Collapsible id={id} open={open || hasHiddenError}>
        <RewardConditions form={form} index={index} currencies={currencies} />
      </Collapsible>
    </BlockStack>
  )
}

/** Points are the same in every currency: they are asked for once, in the first sentence. */
function PriceSentence({ form, at: [index, place] }: { form: ProgramForm; at: [number, number] }) {
  const { t } = useWords()
  const reward = form.values.rewards[index]!
  const amount = reward.amounts[place]!
  const path = `rewards.${index}`
  const points = form.field<number | null>(`${path}.points`, (settings, value) => {
    settings.rewards[index]!.points = value
  })
  const off = form.field<number | null>(
    `${path}.amounts.${place}.amountMinor`,
    (settings, value) => {
      settings.rewards[index]!.amounts[place]!.amountMinor = value
    },
  )
  const figures = {
    points: (
      <Figure>
        <WholeField label={t("program.points")} labelHidden value={reward.points} {...points} />
      </Figure>
    ),
    amount: (
      <Figure wide>
        <MoneyField
          label={t("program.amount-off")}
          labelHidden
          currency={amount.currency}
          value={amount.amountMinor}
          {...off}
        />
      </Figure>
    ),
  }
  return <Sentence words={place ? "program.or-off" : "program.price"} figures={figures} />
}
