#include <ostream>

#include "page/samples.h"

namespace preavis::page::samples {

const std::vector<Voice>& voices() {
    static const std::vector<Voice> all{
        {"fr", "Votre dernière nuit à l’hôtel est celle du 19 mai 2026 : « cœur, ÉTÉ, ça »."},
        {"en", "Call 115, it is free. You may also write to the court."},
        {"es", "Llame al 115, es gratis. ¿No está de acuerdo? Puede recurrir."},
        {"tr", "Bu mektubu saklayın: ığdır, İstanbul, güneş."},
        {"ro", "Păstrați această scrisoare, vă rugăm."},
        {"bm", "Aw ye nin lɛtɛrɛ mara, ɲɛ ni ŋaniya ye."},
        {"vi", "Xin giữ lại lá thư này, cảm ơn bạn."},
        {"ru", "Сохраните это письмо: оно важно для вас."},
        {"uk", "Збережіть цей лист: він важливий для вас, їжа є."},
        {"el", "Κρατήστε αυτό το γράμμα, είναι σημαντικό."},
        {"ka", "შეინახეთ ეს წერილი, ის მნიშვნელოვანია."},
        {"hy", "Պահեք այս նամակը, այն կարևոր է։"},
        {"ti", "ነዚ ደብዳቤ ዓቅብዎ፣ ኣገዳሲ እዩ።"},
        {"am", "ይህን ደብዳቤ ያስቀምጡ፣ አስፈላጊ ነው።"},
        {"bn", "এই চিঠিটি রাখুন, এটি গুরুত্বপূর্ণ। ক্ষমা করবেন।"},
        {"ta", "இந்தக் கடிதத்தை வைத்திருங்கள், இது முக்கியம்."},
        {"hi", "यह पत्र रखें, यह महत्वपूर्ण है।"},
        {"zh-Hans", "请保存这封信，它很重要。您可以拨打115，免费，日夜均可。"},
        {"ar", "اتصل بالرقم 115 على مدار الساعة، لا تتردد. احتفظ بهذه الرسالة."},
        {"prs",
         "این نامه را نگه دارید، مهم است. می‌توانید به "
         "شماره "
         "۱۱۵ "
         "زنگ "
         "بزنید."},
        {"ps", "دا لیک وساتئ، مهم دی. ښځې او ماشومان ګټه ترې اخلي."},
        {"ur", "یہ خط اپنے پاس رکھیں، یہ اہم ہے۔"},
        {"ff-Adlm", "𞤀𞤣𞤤𞤢𞤥 𞤆𞤵𞤤𞤢𞤪"},
    };
    return all;
}

void PrintTo(const Voice& voice, std::ostream* out) {
    *out << voice.language;
}

}  // namespace preavis::page::samples
