/** What can be typed, a command a line; what is indented belongs to the one above. */
export const usage = `npm run relay                             starts the relay
npm run relay -- settings [show] [section]
                                          what an account has configured, and since when
npm run relay -- settings export [file]   the same as a file (YAML, or JSON where its name ends so)
npm run relay -- settings plan <file>     what this file would change, or everything that is wrong in it; with
                                          --exit-code it ends with 2 where something would change
npm run relay -- settings apply <file>    changes it. --why … says why, --keep-for <minutes> how long the secrets
                                          before are believed
npm run relay -- settings versions [before]
                                          who changed what, when and why
npm run relay -- settings version <version>
                                          what that version changed
npm run relay -- settings bring-back <version> --why …
                                          everything as that version had it, but for secrets: of a line that was
                                          removed or led elsewhere since, --from-env <line>/<place>=NAME or
                                          --from-file <line>/<place>=path, one after another, says where they are
npm run relay -- settings secret <line> <place> --from-env NAME | --from-file path
                                          another value of a line's secret; the one before is believed for a day, or
                                          --keep-for <minutes>
npm run relay -- settings schema [file]   a JSON Schema of such files, for editors
npm run relay -- settings admin <user>    this user of the account's may change its settings
npm run relay -- settings … --account <id>
                                          the same for an account other than the private one
npm run relay -- lines                    every line and how it stands
npm run relay -- lines pause <id> [why]   nothing leaves by it until it is resumed
npm run relay -- lines resume <id>        what waits on it leaves
npm run relay -- lines move <from> <to>   what waits on a removed or paused line leaves by another
npm run relay -- lines give-up <id>       what waits on a removed line is not sent any more
npm run relay -- lines test [id]          are credentials, address and webhooks right?
npm run relay -- lines … --account <id>   the same for an account other than the private one
npm run relay -- waiting [list]           whatever waits for a person: replies of nobody, what failed or is in doubt
npm run relay -- waiting show <id>        one of them, with what it says
npm run relay -- waiting give <id> <contact>
                                          a reply becomes this contact's, and so does what comes next from there;
                                          of what was set aside the contact may be left out where it is known
npm run relay -- waiting retry <id>       it is tried again now
npm run relay -- waiting dismiss <id>     nothing more is done about it
npm run relay -- waiting opt-out <id>     what may be an opt-out is one
npm run relay -- waiting … --account <id> the same for an account other than the private one
npm run relay -- auto-send                what became of new contacts: sent, waiting until when, or not sent and why
npm run relay -- auto-send --account <id> the same for an account other than the private one
npm run relay -- portals                  every HubSpot account and how it stands
npm run relay -- portals install-link <workspace> [days] [workflows]
                                          an address that connects an account to this workspace; with "workflows"
                                          it asks for what accounts with workflows can grant
npm run relay -- portals connect <id> --token-file FILE | --token-env NAME [--service-key]
                                          connects an account by its private app's token or a service key, or puts
                                          another one in its place
npm run relay -- portals test <id>        is its credential good, and which scopes does it lack?
npm run relay -- portals uninstall <id>   takes Homing out of the account; its data are kept
npm run relay -- audit verify [account]   does the audit log hold, and the messages that it tells of? With the number
                                          and hash of a row that was noted: does it still lead there?
npm run relay -- audit prove <message> [account]
                                          how this message is part of the audit log
npm run relay -- audit export [account]   the audit log as JSON lines; "relay" is what concerns no single account
npm run relay -- audit … --account <id>   the account may stand there as well
npm run relay -- keys rotate              wraps every stored secret by the newest master key`
