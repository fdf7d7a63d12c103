"""Word lists: which mailboxes belong to a desk, which domains to nobody in particular."""

from __future__ import annotations

from orbit.names.text import word_set

ROLE_MAILBOXES = word_set(
    """
    abuse accounting accounts accountspayable accountsreceivable admin administration administrator alerts all ap
    apply ar assistant billing bookings booking bot board buero careers career ceo cfo claims clients communications
    compliance contact contactus contracts crm cs customer customercare customers customerservice customersuccess
    customersupport data demo dev developers devops directors donotreply dpo ecommerce editor email engineering
    enquiries enquiry events everyone facilities feedback finance founders frontdesk general gdpr hallo hello help
    helpdesk hi hiring hola hostmaster hr ict info information inquiries inquiry invest investor investorrelations
    investors invoice invoices ir it itsupport jobs kontakt kundenservice leads legal mail mailbox mailerdaemon
    management marketing media membership news newsletter noc noreply notifications office operations ops orders
    order partner partners partnerships payables payments payroll people post postmaster pr press presse privacy
    procurement product purchasing purchase reception recruiting recruitment registrar relations reply reservations
    returns root sales sdr secretary security service services shop store subscribe subscriptions success support
    supplier suppliers talent team tech technik test training unsubscribe vendor vendors verkauf vertrieb web
    webmaster website welcome
    """
)

FREEMAIL_FAMILIES = word_set("yahoo ymail rocketmail hotmail outlook gmx yandex googlemail")

FREEMAIL = word_set(
    """
    gmail.com live.com live.co.uk live.de live.fr live.nl live.ca live.it live.se live.dk live.no live.com.au msn.com
    icloud.com me.com mac.com aol.com aol.de aol.co.uk aim.com web.de t-online.de freenet.de arcor.de email.de posteo.de
    mailbox.org mail.de mail.ru inbox.ru list.ru bk.ru rambler.ru ya.ru qq.com foxmail.com 163.com 126.com yeah.net
    sina.com sohu.com proton.me protonmail.com protonmail.ch pm.me zoho.com zohomail.com fastmail.com fastmail.fm
    hey.com hushmail.com tutanota.com tutanota.de tuta.io mail.com email.com usa.com orange.fr wanadoo.fr free.fr
    laposte.net sfr.fr neuf.fr bbox.fr libero.it virgilio.it tiscali.it alice.it tin.it bluewin.ch hispeed.ch sunrise.ch
    chello.at a1.net aon.at telenet.be skynet.be ziggo.nl kpnmail.nl xs4all.nl planet.nl home.nl comcast.net xfinity.com
    verizon.net att.net sbcglobal.net bellsouth.net cox.net charter.net spectrum.net earthlink.net optonline.net
    frontier.com windstream.net btinternet.com btopenworld.com sky.com virginmedia.com ntlworld.com talktalk.net
    blueyonder.co.uk rediffmail.com naver.com daum.net hanmail.net nate.com rogers.com shaw.ca sympatico.ca telus.net
    videotron.ca bigpond.com bigpond.net.au optusnet.com.au uol.com.br bol.com.br terra.com.br ig.com.br wp.pl o2.pl
    onet.pl interia.pl seznam.cz centrum.cz abv.bg ukr.net duck.com mailinator.com guerrillamail.com yopmail.com
    """
)

SHARED_HOSTS = word_set(
    """
    linkedin.com facebook.com fb.com instagram.com twitter.com x.com youtube.com youtu.be tiktok.com pinterest.com
    medium.com substack.com github.com github.io gitlab.io gitlab.com bitbucket.org crunchbase.com angel.co
    wellfound.com glassdoor.com indeed.com yelp.com wikipedia.org xing.com meetup.com eventbrite.com patreon.com
    wix.com wixsite.com wordpress.com wordpress.org blogspot.com blogger.com tumblr.com weebly.com squarespace.com
    webflow.io myshopify.com shopify.com strikingly.com jimdo.com jimdosite.com godaddysites.com site123.me ueniweb.com
    business.site carrd.co framer.website framer.app notion.site notion.so bubbleapps.io netlify.app vercel.app
    herokuapp.com pages.dev web.app firebaseapp.com azurewebsites.net cloudfront.net amazonaws.com onmicrosoft.com
    sharepoint.com googlesites.com google.site bit.ly bitly.com tinyurl.com t.co goo.gl ow.ly lnkd.in rebrand.ly is.gd
    buff.ly cutt.ly hubs.ly hubs.la linktr.ee forms.gle calendly.com
    """
)
