import { BlockStack, ChoiceList, FormLayout, Modal, Text, TextField } from "@shopify/polaris"
import type { Member } from "#web/admin/api/members.ts"
import { ChangeFailure } from "#web/admin/components/ChangeFailure.tsx"
import { WholeField } from "#web/admin/components/WholeField.tsx"
import { useWords } from "#web/admin/words/useWords.ts"
import { useAdjustForm } from "./useAdjustForm.ts"

/** Gives a member points, or takes some, with a reason that they can read. */
export function AdjustPoints({ member, onClose }: { member: Member; onClose: () => void }) {
  const { t } = useWords()
  const form = useAdjustForm(member, onClose)
  return (
    <Modal
      open
      title={t("adjust.action")}
      onClose={onClose}
      primaryAction={{
        content: t(form.takes ? "adjust.take" : "adjust.give"),
        loading: form.sending,
        onAction: form.send,
      }}
      secondaryActions={[{ content: t("cancel"), onAction: onClose }]}
    >
      <Modal.Section>
        <ChangeFailure error={form.failure} refusals={form.refusals} onRetry={form.send} />
        <FormLayout>
          <ChoiceList
            title={t("adjust.direction")}
            titleHidden
            choices={[
              { value: "give", label: t("adjust.give") },
              { value: "take", label: t("adjust.take") },
            ]}
            selected={[form.takes ? "take" : "give"]}
            onChange={([choice]) => form.setTakes(choice === "take")}
          />
          <WholeField
            label={t("adjust.points")}
            value={form.points}
            error={form.error("points")}
            onChange={form.setPoints}
          />
          <TextField
            label={t("adjust.note")}
            helpText={t("adjust.note-help")}
            autoComplete="off"
            maxLength={200}
            showCharacterCount
            value={form.note}
            error={form.error("note")}
            onChange={form.setNote}
          />
        </FormLayout>
      </Modal.Section>
      <Modal.Section>
        <BlockStack>
          <Text as="p">{t("adjust.before", { count: member.points })}</Text>
          <Text as="p" fontWeight="semibold">
            {t("adjust.after", { count: form.after })}
          </Text>
        </BlockStack>
      </Modal.Section>
    </Modal>
  )
}
