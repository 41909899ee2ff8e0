/** What the marketplace edition's app file requires; docs/editions.md says why. A test holds the two together. */
export const oauthScopes = {
  required: ['oauth', 'crm.objects.contacts.read', 'crm.objects.contacts.write', 'sales-email-read'],
  /** Asked for only by an install link for accounts with workflows: with it, HubSpot refuses lesser editions. */
  withWorkflows: ['automation'],
  /**
   * Granted where the account has it: who wrote a message is named by the first, and by the second super admins are known, without whom
   * the account's own list of admins decides. Nothing waits for these. For the third waits auto-send that goes by HubSpot lists.
   */
  optional: ['crm.objects.owners.read', 'settings.users.read', 'crm.lists.read'],
  /** What these three open is missing only where an account has configured something that needs it. */
  ofLists: 'crm.lists.read',
  ofOwners: 'crm.objects.owners.read',
  /** With either of them HubSpot says who is a super admin, has which permission sets and is in which teams. */
  ofUsers: ['settings.users.read', 'crm.objects.users.read'] as [string, ...string[]],
}
