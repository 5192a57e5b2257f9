import { Badge, BlockStack, InlineStack, Link, Text } from "@shopify/polaris"
import type { ReactNode } from "react"
import type { Member } from "#web/admin/api/members.ts"
import type { List } from "#web/admin/api/use-list.ts"
import { Code } from "#web/admin/components/Code.tsx"
import { CondensedRow } from "#web/admin/components/CondensedRow.tsx"
import { ListTable } from "#web/admin/components/ListTable.tsx"
import { memberName } from "#web/admin/components/member-name.ts"
import { useWords } from "#web/admin/words/useWords.ts"

export function MemberTable({ list, empty }: { list: List<Member>; empty: ReactNode }) {
  const { t, format } = useWords()
  const timeZone = list.shop?.timeZone ?? "UTC"
  const points = (member: Member) => (
    <Text as="span" variant="bodyMd" fontWeight="medium" numeric>
      {format.whole(member.points)}
    </Text>
  )
  return (
    <ListTable
      list={list}
      empty={empty}
      name={{ singular: t("members.singular"), plural: t("members.plural") }}
      headings={[
        { title: t("members.member") },
        { title: t("members.tier") },
        { title: t("members.joined") },
        { title: t("members.points"), alignment: "end" },
      ]}
      idOf={(member) => member.id}
      cells={(member) => [
        <Who key="who" member={member} />,
        member.tier?.name ?? "",
        format.day(member.joinedAt, timeZone),
        points(member),
      ]}
      condensed={(member) => (
        <CondensedRow title={<Who member={member} />} figure={points(member)}>
          {member.tier ? (
            <Text as="span" tone="subdued">
              {member.tier.name}
            </Text>
          ) : null}
        </CondensedRow>
      )}
    />
  )
}

function Who({ member }: { member: Member }) {
  const { t } = useWords()
  const name = memberName(member, t)
  const contact = member.name ? (member.email ?? member.phone) : null
  return (
    <BlockStack>
      <InlineStack gap="200" blockAlign="center">
        <Link url={`/members/${member.id}`} monochrome removeUnderline dataPrimaryLink>
          <Text as="span" fontWeight="semibold">
            <bdi>{name}</bdi>
          </Text>
        </Link>
        {member.state === "guest" ? <Badge>{t("members.guest")}</Badge> : null}
      </InlineStack>
      {contact ? <Code subdued>{contact}</Code> : null}
    </BlockStack>
  )
}
