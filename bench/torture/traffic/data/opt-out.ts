/** Words that end it when they are all that is said. Sources: policy-rules §2.1 and §2.2, lists of vendors and public code. */
export const optOutWords = [
  ...[
    'STOPALL',
    'stop all',
    'UNSUBSCRIBE',
    'UNSUB',
    'CANCEL',
    'END',
    'QUIT',
    'REVOKE',
    'OPTOUT',
    'opt out',
    'OPT-OUT',
    'REMOVE',
    'TD',
  ],
  ...['ARRÊT', 'arret', 'ARRÊT'.normalize('NFD'), 'ARET', 'ARRRET', 'ARRETE', 'FIN', 'désabonner'],
  ...['ALTO', 'BAJA', 'CANCELAR', 'SALIR', 'darme de baja', 'SAIR', 'PARAR', 'PARE', 'DESCADASTRAR'],
  ...['STOPP', 'ABMELDEN', 'AFMELDEN', 'UITSCHRIJVEN', 'DISISCRIVI', 'BASTA', 'AFMELD', 'WYPISZ'],
  ...['СТОП', 'отписаться', 'не писать', 'إيقاف', 'إلغاء الاشتراك', 'BERHENTI', 'jangan kirim', 'הסר', 'הסרה'],
] as const

/** Texts in which such a word stands and that are nothing of the kind. Source: the labelled texts of policy-rules §2.3. */
export const ordinary = [
  ...[
    'cancel my appointment',
    'the end',
    'quit smoking tips?',
    'We have got to STOP this terrible bill',
    'Stop joking around',
  ],
  ...[
    'salir temprano',
    'baja temporada',
    'exit 5',
    'stop?!? no way, go on',
    'YES',
    'HELP',
    'INFO',
    'AIDE',
    'I will not stop coming',
  ],
  ...[
    'end of the month',
    'Please do not cancel',
    'non-stop to Paris',
    'bus stop 12',
    'Das Ende vom Lied',
    'Fin de semana',
  ],
] as const
