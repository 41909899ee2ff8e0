/** Words that are a word on consent when they are all that a message says. */
export interface Keywords {
  says: 'opted_out' | 'opted_in'
  /** Of the words; what carries no language (TD) stands under the one it comes from. */
  language: string
  /** Who publishes them; `known` where nobody was found who does, and a native reader should look. */
  source: string
  words: readonly string[]
  /** In a mail the same words are an answer to something else as well: end the contract, cancel the visit, leave the list. */
  askInMail?: true
}

const out = { says: 'opted_out' } as const
const back = { says: 'opted_in' } as const
const unsure = { ...out, askInMail: true } as const

/**
 * All words, as their sources write them: `readKeyword` compares letters and digits alone. Left out on purpose are words that a
 * vendor takes and that are ordinary answers: YES, GO, JOIN, RESUME (without its accents a résumé), and those that ask for help.
 */
export const keywords: readonly Keywords[] = [
  { ...out, language: 'en', source: 'FCC, 47 CFR 64.1200(a)(10)', words: ['stop', 'opt out', 'unsubscribe'] },
  { ...out, language: 'en', source: 'Twilio, Telnyx, Plivo: opt-out keywords', words: ['stopall', 'unsub'] },
  { ...unsure, language: 'en', source: 'FCC, 47 CFR 64.1200(a)(10)', words: ['quit', 'end', 'revoke', 'cancel'] },
  { ...unsure, language: 'en', source: 'AWS End User Messaging: keywords; dotdigital: WhatsApp', words: ['remove'] },
  { ...unsure, language: 'zh', source: 'AWS End User Messaging: keywords', words: ['td'] },
  { ...back, language: 'en', source: 'Twilio, HubSpot: opt-in keywords', words: ['start', 'unstop', 'subscribe'] },
  { ...back, language: 'en', source: 'dotdigital: WhatsApp', words: ['resubscribe'] },

  {
    ...out,
    language: 'fr',
    source: 'Canada, cds-snc/notification-terraform set_sms_keywords.py, misspellings included; Twilio Proxy',
    words: ['arrêt', 'arêt', 'arrrêt', 'arrett', 'arrete'],
  },
  { ...unsure, language: 'fr', source: 'Canada, cds-snc/notification-terraform set_sms_keywords.py', words: ['fin'] },
  { ...out, language: 'fr', source: 'public code', words: ['arrêter', 'arrêtez', 'désabonner'] },
  {
    ...back,
    language: 'fr',
    source: 'Canada, cds-snc/notification-terraform set_sms_keywords.py; Sinch: toll-free',
    words: ['abonner', 'aboner', 'abonnner', 'nonarret'],
  },

  {
    ...out,
    language: 'es',
    source: 'Textizen; Boston-Medical-Group/BMGTwilioFlex; public code',
    words: ['alto', 'baja', 'parar', 'desuscribir', 'darme de baja'],
  },
  { ...unsure, language: 'es', source: 'public code', words: ['cancelar', 'salir'] },
  { ...back, language: 'es', source: 'Textizen; Boston-Medical-Group/BMGTwilioFlex', words: ['inicio', 'alta'] },

  { ...out, language: 'pt', source: 'public code', words: ['parar', 'pare', 'descadastrar'] },
  { ...unsure, language: 'pt', source: 'public code', words: ['sair', 'cancelar', 'remover'] },
  { ...back, language: 'pt', source: 'public code', words: ['voltar', 'reativar'] },

  { ...out, language: 'de', source: 'public code', words: ['stopp', 'abmelden', 'austragen'] },
  { ...unsure, language: 'de', source: 'public code', words: ['ende'] },
  { ...back, language: 'de', source: 'public code', words: ['anmelden'] },

  { ...out, language: 'nl', source: 'public code', words: ['afmelden', 'uitschrijven', 'stoppen'] },
  { ...back, language: 'nl', source: 'known', words: ['aanmelden'] },

  { ...out, language: 'it', source: 'known', words: ['disiscrivi', 'basta'] },
  { ...unsure, language: 'it', source: 'known', words: ['annulla', 'cancella'] },
  { ...back, language: 'it', source: 'known', words: ['iscrivi'] },

  { ...out, language: 'sv', source: 'known', words: ['stopp'] },
  { ...unsure, language: 'sv', source: 'known', words: ['avsluta'] },
  { ...out, language: 'da', source: 'known', words: ['afmeld'] },
  { ...out, language: 'no', source: 'known', words: ['stopp'] },
  { ...unsure, language: 'no', source: 'known', words: ['avslutt'] },

  { ...out, language: 'pl', source: 'known', words: ['wypisz'] },
  { ...unsure, language: 'pl', source: 'known', words: ['rezygnuję'] },

  { ...out, language: 'ru', source: 'public code', words: ['стоп', 'отписаться', 'не писать'] },
  { ...back, language: 'ru', source: 'known', words: ['старт'] },

  { ...out, language: 'ar', source: 'public code', words: ['إيقاف', 'إلغاء الاشتراك'] },
  { ...back, language: 'ar', source: 'known', words: ['اشتراك'] },

  { ...out, language: 'id', source: 'public code', words: ['berhenti', 'jangan kirim'] },
  { ...out, language: 'ms', source: 'public code', words: ['berhenti', 'jangan hantar'] },

  { ...out, language: 'he', source: 'public code', words: ['הסר', 'הסרה', 'הפסק'] },
]
