import { BlockStack, List, Modal, Text } from "@shopify/polaris"
import { useMutation } from "@tanstack/react-query"
import type { Program } from "#web/admin/api/program.ts"
import { useProgramChanges } from "#web/admin/api/use-program.ts"
import { notify } from "#web/admin/app-bridge.ts"
import { ChangeFailure } from "#web/admin/components/ChangeFailure.tsx"
import { useWords } from "#web/admin/words/useWords.ts"
import { changeText } from "./change-text.ts"

/** Says what will change for members, then publishes. */
export function PublishProgram({ program, onClose }: { program: Program; onClose: () => void }) {
  const words = useWords()
  const { t } = words
  const { publish } = useProgramChanges()
  const publishing = useMutation({
    mutationFn: () => publish(program.draft.revision),
    onSuccess: (refusals) => {
      if (refusals.length) return
      notify(t("program.published"))
      onClose()
    },
  })
  return (
    <Modal
      open
      title={t("program.publish-title")}
      onClose={onClose}
      primaryAction={{
        content: t("program.publish"),
        loading: publishing.isPending,
        onAction: () => publishing.mutate(),
      }}
      secondaryActions={[{ content: t("cancel"), onAction: onClose }]}
    >
      <Modal.Section>
        <ChangeFailure error={publishing.error} refusals={publishing.data ?? []} />
        <BlockStack gap="300">
          <List>
            {program.changes.map((change) => {
              const text = changeText(words, change)
              return <List.Item key={text}>{text}</List.Item>
            })}
          </List>
          <Text as="p" tone="subdued">
            {t("program.publish-text")}
          </Text>
        </BlockStack>
      </Modal.Section>
    </Modal>
  )
}
