/* SPDX-License-Identifier: Apache-2.0 */
/* What people are called: given and family names that are common in the United States, in the languages that are spoken there
 * (the Census Bureau's lists of 1990, and more from abroad).
 * Words that are more often something else ("Grant", "Mark", "Will", months, towns) are left out: a name alone proves nothing,
 * and two capitals in a row are more often a title than somebody. */
#include <ctype.h>
#include <pthread.h>

#include "parse/health/record.h"

enum { LONGEST_GIVEN = 20 };

/* clang-format off */
/* By their first letter. */
static const char *const given[26] = {
    "|aaliyah|aarav|aaron|abbie|abby|abdul|abdullah|abebe|abel|abena|abigail|abimbola|abraham|abram|achieng|adaeze|"
    "adah|adaku|adalberto|adaline|adam|adan|addie|addison|adebayo|adela|adelaida|adelaide|adele|adelia|adelina|"
    "adeline|adell|adella|adelle|adena|adina|aditi|aditya|adnan|adolfo|adolph|adria|adrian|adriana|adriane|"
    "adrianna|adrianne|adrien|adriene|adrienne|afton|afua|agatha|agnes|agnieszka|agnus|agripina|agueda|agustin|"
    "agustina|ahmad|ahmed|ahmet|aida|aidan|aide|aiden|aiko|ailbhe|aileen|ailene|aimee|ainhoa|aisha|aisling|aitor|"
    "aiyana|aja|ajay|akari|akash|akiko|akilah|akinyi|akira|akosua|alaina|alaine|alan|alana|alane|alanna|alasdair|"
    "alayna|alba|albert|albertha|albertina|albertine|alberto|albina|alda|alden|aldo|alease|alec|alecia|aleen|"
    "aleida|aleisha|alejandra|alejandrina|alejandro|aleksander|aleksandra|aleksei|alena|alene|alesha|aleshia|"
    "alesia|alessandra|aleta|aletha|alethea|alethia|alex|alexa|alexander|alexandra|alexandre|alexandria|alexei|"
    "alexia|alexis|alfonso|alfonzo|alfred|alfreda|alfredia|alfredo|ali|alia|alica|alice|alicia|alida|alina|aline|"
    "alisa|alise|alisha|alishia|alisia|alison|alissa|alistair|alita|alix|aliza|alla|allan|alleen|allegra|allen|"
    "allena|allene|allie|alline|allison|allyn|allyson|alma|almaz|almeda|almeta|alona|alondra|alonso|alonzo|"
    "aloysius|alphonse|alphonso|alta|altagracia|altha|althea|alton|alva|alvaro|alvera|alverta|alvin|alvina|alyce|"
    "alycia|alysa|alyse|alysha|alysia|alyson|alyssa|amada|amado|amadou|amaka|amal|amalia|amanda|amara|amarjit|"
    "amaya|amber|amberly|ambrose|amee|ameera|amelia|amelie|amie|amiee|amina|aminata|amir|amira|amit|ammie|amna|"
    "amol|amos|amparo|amrita|amy|ana|anabel|anahi|analisa|anamaria|anand|ananya|anastacia|anastasia|andera|anders|"
    "anderson|andra|andre|andrea|andreas|andree|andrei|andres|andrew|andria|andrzej|andy|aneesa|anette|angela|"
    "angele|angelena|angeles|angelia|angelic|angelica|angelika|angelina|angeline|angelique|angelita|angella|angelo|"
    "angelyn|angharad|angie|angila|angla|anglea|angus|anh|anibal|anika|anil|anisa|anisha|anissa|anita|anitra|anja|"
    "anjali|anjanette|anjelica|anke|ann|anna|annabel|annabell|annabelle|annalee|annalisa|annamae|annamaria|"
    "annamarie|anne|anneliese|annelle|annemarie|annett|annetta|annette|annice|annie|annika|annis|annita|annmarie|"
    "anouk|ansel|anselm|anthony|antione|antionette|antoine|antoinette|anton|antone|antonella|antonetta|antonette|"
    "antonia|antonietta|antonina|antonio|antony|antwan|anwar|anya|aoife|aparna|apolline|apolonia|apryl|ara|"
    "arabella|araceli|aracelis|aracely|aram|araminta|arash|arcelia|archana|archibald|archie|ardath|ardelia|ardell|"
    "ardella|ardelle|arden|ardis|ardith|aretha|argelia|argentina|ariana|ariane|arianna|arianne|arica|arie|ariel|"
    "arielle|arif|arjun|arla|arlean|arleen|arlen|arlena|arlene|arletha|arletta|arlette|arlie|arlinda|arline|arlyne|"
    "armaan|arman|armand|armanda|armandina|armando|armida|arminda|arnetta|arnette|arnita|arnold|arnoldo|arnulfo|"
    "aron|arron|arthur|artie|artur|arturo|arun|arvilla|arvind|aryan|asa|asad|asha|ashanti|ashely|ashlea|ashlee|"
    "ashleigh|ashley|ashli|ashlie|ashly|ashlyn|ashok|ashraf|ashton|asif|asley|asma|assunta|astrid|asuncion|athena|"
    "atticus|aubrey|audie|audra|audrea|audrey|audria|audrie|audry|augusta|augustina|augustine|augusto|augustus|"
    "aundrea|aura|aurea|aurelia|aurelien|aurelio|aurora|aurore|ava|avelina|avery|avis|avril|awilda|axel|ayaan|"
    "ayaka|ayako|ayana|ayanna|ayesha|aylin|ayodele|ayse|aysegul|azalea|azalee|azucena|azzie|",
    "|babajide|babak|babara|babatunde|babette|bahar|bailey|balaji|baljit|balwinder|bambi|bao|barabara|baraka|barb|"
    "barbara|barbera|barbie|barbra|bari|barnabas|barnaby|barney|barrett|barrie|barry|bart|bartholomew|barton|"
    "bartosz|bashir|basilia|batya|bea|beata|beatrice|beatris|beatrix|beatriz|beau|beaulah|becki|beckie|becky|"
    "behnam|behrouz|bekele|belen|belia|belinda|belkis|bella|belle|belva|ben|benat|benedict|benicio|benita|benito|"
    "benjamin|bennett|bennie|benny|benton|berenice|berna|bernadette|bernadine|bernard|bernarda|bernardina|"
    "bernardine|bernardo|berneice|bernetta|bernice|bernie|berniece|bernita|bert|berta|bertha|bertie|bertram|beryl|"
    "bess|bessie|beth|bethanie|bethann|bethany|bethel|betsey|betsy|bette|bettie|bettina|betty|bettyann|bettye|"
    "beula|beulah|beverlee|beverley|beverly|bianca|bianka|bibi|bijan|bilal|biljana|billi|billie|billy|billye|"
    "birdie|birgit|bishop|bjorn|blaine|blair|blake|blanca|blanch|blanche|blondell|blossom|blythe|bob|bobbi|bobbie|"
    "bobby|bobbye|bobette|bogdan|boguslaw|bohdan|bok|bongani|boniface|bonita|bonnie|bonny|booker|boris|boyce|boyd|"
    "bozena|brad|bradford|bradley|bradly|brady|branda|brande|brandee|branden|brandi|brandie|brandon|brandy|"
    "branislav|brant|breana|breann|breanna|breanne|bree|brenda|brendan|brendon|brenna|brennan|brent|brenton|bret|"
    "brett|brian|briana|brianna|brianne|brice|bridget|bridgett|bridgette|brigette|brigid|brigida|brigitte|brinda|"
    "britany|britney|britni|britt|britta|brittaney|brittani|brittanie|brittany|britteny|brittney|brittni|brittny|"
    "brock|broderick|brody|bronislaw|bronwyn|brooke|bruce|bruna|brunilda|bruno|bryan|bryanna|bryant|bryce|bryn|"
    "brynn|bryon|bud|buddy|buena|buford|bukola|bula|bulah|bunny|burak|burl|burma|burt|burton|buster|byron|",
    "|caitlin|caitlyn|calandra|caleb|calista|callie|callum|calvin|camelia|camellia|cameron|cami|camie|camila|"
    "camilla|camille|cammie|cammy|candace|candance|candelaria|candi|candice|candie|candis|candra|candyce|caoimhe|"
    "caprice|cara|caren|carey|cari|caridad|carie|carin|carina|carisa|carissa|carita|carl|carla|carlee|carleen|"
    "carlena|carlene|carletta|carley|carli|carlie|carline|carlita|carlo|carlos|carlota|carlotta|carlton|carly|"
    "carlyn|carma|carman|carmela|carmelia|carmelina|carmelita|carmella|carmelo|carmen|carmina|carmine|carmon|carol|"
    "carola|carolann|carole|carolee|carolin|caroline|caroll|carolyn|carolyne|carolynn|caron|caroyln|carri|carrie|"
    "carrol|carroll|carson|cary|caryl|carylon|caryn|carys|casandra|casey|casie|casimir|casimira|cassandra|"
    "cassaundra|cassey|cassi|cassidy|cassie|cassius|cassondra|cassy|catalina|catarina|caterina|cathal|catharine|"
    "catherin|catherina|catherine|cathern|catheryn|cathey|cathi|cathie|cathleen|cathrine|cathryn|cathy|catina|"
    "catrice|catrina|cayla|cecelia|cecil|cecila|cecile|cecilia|cecille|cecily|cedric|cedrick|celena|celesta|"
    "celeste|celestina|celestine|celia|celina|celinda|celine|celsa|cem|ceola|cesar|chad|chadwick|chae|chana|chanda|"
    "chandler|chandra|chanel|chanell|chanelle|chantal|chantay|chante|chantel|chantell|chantelle|chara|charis|"
    "charise|charissa|charisse|charita|charity|charla|charleen|charlena|charlene|charles|charlesetta|charlette|"
    "charley|charlie|charline|charlott|charlotte|charlsie|charlyn|charmain|charmaine|charolette|chas|chasidy|"
    "chasity|chassidy|chastity|chau|chauncey|chaya|chelsea|chelsey|chelsie|cher|chere|cheree|cherelle|cheri|cherie|"
    "cherilyn|cherise|cherish|cherly|cherlyn|cherri|cherrie|cherryl|chery|cheryl|cheryle|cheryll|chester|chet|"
    "cheyenne|chi|chia|chiamaka|chiara|chidi|chieko|chika|chin|chinedu|ching|chinonso|chinua|chinwe|chioma|"
    "chiquita|chloe|chong|chris|chrissy|christa|christal|christeen|christel|christen|christena|christene|christi|"
    "christia|christian|christiana|christiane|christie|christin|christina|christine|christinia|christoper|"
    "christopher|christy|chrystal|chu|chuck|chun|chung|cian|ciara|cicely|ciera|cierra|cillian|cinda|cinderella|"
    "cindi|cindie|cindy|cinthia|cira|citlali|clair|claire|clara|clare|clarence|claretha|claretta|claribel|clarice|"
    "clarinda|clarine|claris|clarisa|clarissa|clarita|clark|classie|claud|claude|claudette|claudia|claudie|"
    "claudine|claudio|clayton|clelia|clemence|clemencia|clement|clemente|clementina|clementine|clemmie|cleo|"
    "cleopatra|cleora|cleotilde|cleta|cletus|cleveland|clifford|clifton|clint|clinton|clora|clorinda|clotilde|"
    "clovis|clyde|codi|cody|colby|cole|coleen|coleman|colene|coletta|colette|colin|colleen|collen|collene|collette|"
    "collin|colton|concepcion|concetta|concha|conchita|connie|connor|conor|conrad|constance|consuela|consuelo|"
    "contessa|cora|coral|coralee|coralie|corazon|cordelia|cordell|cordia|cordie|coreen|corene|coretta|corey|cori|"
    "corie|corina|corine|corinna|corinne|corliss|cornelia|cornelius|corrie|corrin|corrina|corrine|corrinne|cortez|"
    "cortney|cory|cosmo|courtney|coy|craig|creola|cressida|cris|criselda|crissy|crista|cristal|cristen|cristi|"
    "cristian|cristie|cristin|cristina|cristine|cristobal|cristopher|cristy|cruz|crysta|crystle|cuc|curt|curtis|"
    "cyndi|cyndy|cynthia|cyril|cyrstal|cyrus|cythia|czeslaw|",
    "|dacia|dagmar|dagny|dahlia|daina|daine|daisey|daisuke|daisy|daiyu|dalene|dalia|dalila|dalton|damaris|damian|"
    "damien|damion|damon|dan|dana|danae|dane|danelle|danette|dani|dania|danial|danica|daniel|daniela|daniele|"
    "daniell|daniella|danielle|danika|danille|danilo|danita|dann|danna|dannette|dannie|dannielle|danny|dante|"
    "danuta|danyel|danyell|danyelle|daphine|daphne|dara|darby|darcel|darcey|darci|darcie|darcy|darell|daren|daria|"
    "dariela|darin|dario|darius|dariush|darko|darla|darleen|darlena|darlene|darline|darnell|daron|darrel|darrell|"
    "darren|darrick|darrin|darron|darryl|darya|daryl|dashiell|dave|david|davida|davina|davinder|davis|dawit|dawna|"
    "dawne|dawood|dayle|dayna|daysi|deadra|deana|deandra|deandre|deandrea|deane|deangelo|deann|deanna|deanne|debbi|"
    "debbie|debbra|debby|debera|debi|debora|deborah|debra|debrah|debroah|declan|dede|dedra|deeann|deeanna|deedee|"
    "deedra|deena|deepa|deepak|deepika|deetta|deidra|deidre|deirdre|deja|delaine|delana|delaney|delbert|delcie|"
    "delena|delfina|delia|delicia|delila|delilah|delinda|delisa|dell|della|delma|delmar|delmer|delmy|delois|"
    "deloise|delora|deloras|delores|deloris|delorse|delpha|delphia|delphine|delroy|delsie|demarcus|demetra|"
    "demetria|demetrice|demetrius|dena|denae|deneen|denese|denice|denis|denise|denisha|denisse|denita|denna|dennis|"
    "dennise|denny|denyse|denzel|deon|deonna|derek|derick|derrick|deshawn|desirae|desiree|desmond|despina|dessie|"
    "desta|detlef|detra|devansh|devika|devin|devon|devona|devora|devorah|dewayne|dewey|dewi|dewitt|dexter|dhruv|"
    "dia|dian|diana|diane|diann|dianna|dianne|dick|diedra|diedre|diego|dierdre|dieter|digna|dilip|dillon|dima|"
    "dimas|dimitri|dimple|dina|dinah|dinesh|dino|dinorah|dion|dione|dionna|dionne|dirk|divina|divya|dixie|dmitri|"
    "dmitry|dodie|dollie|dolores|doloris|domenic|domenica|dominga|domingo|dominic|dominica|dominick|dominique|"
    "dominque|domitila|domonique|dona|donald|donella|donetta|donette|dong|donita|donn|donna|donnell|donnetta|"
    "donnette|donnie|donny|donovan|donte|donya|dora|dorathy|dorcas|doreatha|doreen|dorene|doretha|dorethea|doretta|"
    "dori|doria|dorian|dorie|dorinda|dorine|doris|dorla|dorota|dorotha|dorothea|dorothy|dorris|dorsey|dortha|"
    "dorthea|dorthey|dorthy|dottie|dotty|doug|douglas|douglass|dovie|doyle|dragan|dragana|dreama|drema|drucilla|"
    "drusilla|duane|duc|dudley|dulce|dulcie|duncan|dung|durga|dusan|dusti|dustin|dwain|dwana|dwayne|dwight|dyan|"
    "dylan|",
    "|earle|earlean|earleen|earlene|earlie|earline|earnest|earnestine|eartha|ebenezer|ebere|eboni|ebonie|ebony|edda|"
    "eddie|eddy|edelmira|edgar|edgardo|edie|edison|edith|edmond|edmund|edmundo|edna|edra|edris|eduarda|eduardo|"
    "edward|edwardo|edwin|edwina|edyth|edythe|effie|efrain|efren|efua|egor|ehtel|eileen|eilene|eirlys|ekaterina|"
    "ela|eladia|elaina|elaine|elana|elane|elanor|elayne|elba|elbert|elda|elden|eldon|eldora|eldridge|eleanor|"
    "eleanora|eleanore|elease|elena|elene|eleni|elenor|elenora|elenore|eleonor|eleonora|eleonore|elfreda|elfrieda|"
    "elfriede|eli|eliana|elias|elicia|elida|elidia|elif|elijah|elin|elina|elinor|elinore|elisa|elisabeth|elise|"
    "eliseo|elisha|elissa|eliz|eliza|elizabet|elizabeth|elizbeth|elizebeth|elke|ella|ellamae|ellan|ellen|ellena|"
    "elli|ellie|elliot|elliott|ellis|ellsworth|elly|ellyn|elma|elmer|elmira|elmo|elna|elnora|elodia|elois|eloisa|"
    "eloise|elouise|eloy|elroy|elsa|elsie|elsy|elton|elva|elvera|elvia|elvie|elvin|elvina|elvira|elvis|elwanda|"
    "elwood|elyse|elza|ema|emanuel|emeka|emelda|emelia|emelina|emeline|emely|emerald|emerita|emerson|emery|emiko|"
    "emil|emile|emilee|emilia|emiliano|emilie|emilio|emily|emma|emmaline|emmanuel|emmeline|emmett|emmie|emmitt|"
    "emmy|emogene|emory|emre|emrys|encarnacion|enda|enedina|eneida|enid|enoch|enola|enrico|enrique|enriqueta|"
    "eoghan|ephraim|epifania|erasmo|eric|erica|erich|erick|ericka|erik|erika|erin|erinn|erlene|erlinda|erline|erma|"
    "ermelinda|erminia|erna|ernest|ernestina|ernestine|ernesto|ernst|errol|ervin|erwan|erwin|eryn|erzsebet|esi|"
    "esmeralda|esperanza|esra|essie|esteban|estefana|estela|estell|estella|estelle|ester|esther|estrella|etha|"
    "ethan|ethel|ethelene|ethelyn|ethyl|etienne|etsuko|etta|ettie|eudora|eufemia|eugena|eugene|eugenia|eugenie|"
    "eugenio|eulah|eulalia|eun|euna|eunice|eunji|euphemia|eura|eusebia|eusebio|eustace|eustolia|eva|evalyn|evan|"
    "evander|evangelina|evangeline|evelia|evelin|evelina|eveline|evelyn|evelyne|evelynn|everett|everette|evette|"
    "evia|evie|evita|evon|evonne|ewa|ewan|exie|ezekiel|ezequiel|ezinne|ezra|",
    "|fabian|fabio|fabiola|fadi|fahad|fairy|faisal|faiza|fallon|fannie|fanny|farah|faramarz|farhan|farid|farida|"
    "farrah|farzana|farzaneh|fatemeh|fatima|fatimah|fatma|fatou|faustina|faustino|fausto|faviola|fay|faye|federico|"
    "fedor|felecia|felica|felice|felicia|felicidad|felicita|felicitas|felicity|felipa|felipe|felisa|felisha|felix|"
    "felton|femi|fenella|ferdinand|fergus|fermin|fermina|fernand|fernanda|fernande|fernando|ferne|fidel|fidela|"
    "fidelia|fikru|filiberto|filip|filomena|finlay|finn|fiona|fionn|fionnuala|flavia|fleta|fletcher|flo|flor|flora|"
    "florance|florencia|florencio|florene|florentina|florentino|floretta|floria|florian|florinda|florine|florrie|"
    "flossie|floy|floyd|folake|fonda|forrest|foster|fran|francene|frances|francesca|francesco|franchesca|francie|"
    "francina|francine|francis|francisca|francisco|francois|francoise|frank|frankie|franklin|franklyn|fransisca|"
    "frantz|fred|freda|fredda|freddie|freddy|frederic|frederica|frederick|fredericka|fredia|fredric|fredrick|"
    "fredricka|freeda|freeman|freida|freya|frida|frieda|fritz|fumiko|funmi|funmilayo|",
    "|gabriel|gabriela|gabriele|gabriella|gabrielle|gael|gaetano|gail|gala|gale|galen|galina|ganesh|garfield|"
    "garland|garnet|garnett|garret|garrett|garry|garth|gary|gaston|gaurav|gavin|gaye|gayla|gayle|gaylene|gaylord|"
    "gaynell|gaynelle|gearldine|gema|gemma|gena|genaro|genesis|geneva|genevie|genevieve|genevive|genia|genie|genna|"
    "gennady|gennie|genny|genoveva|geoffrey|georgann|george|georgeann|georgeanna|georgene|georgetta|georgette|"
    "georgiana|georgiann|georgianna|georgianne|georgie|georgina|georgine|gerald|geraldine|geraldo|geralyn|gerard|"
    "gerardo|gerda|geri|gerlinde|germaine|gerri|gerry|gertha|gertie|gertrud|gertrude|gertrudis|gertude|ghassan|"
    "ghislaine|gia|gianna|gideon|gidget|gigi|gil|gilbert|gilberte|gilberto|gilda|gillian|gilma|gina|ginette|ginny|"
    "gino|giorgio|giovanna|giovanni|gisela|gisele|giselle|gita|giulia|giuseppe|giuseppina|gladis|glady|gladys|"
    "glayds|glen|glenda|glendora|glenn|glenna|glennie|glennis|glinda|gloria|glory|glynda|glynis|golda|goldie|"
    "gonzalo|goran|gordon|gorka|grace|gracia|gracie|graciela|grady|graham|graig|grainne|granville|grayce|graziella|"
    "grazyna|greg|gregg|gregoria|gregorio|gregory|greta|gretchen|gretta|gricelda|griffin|grigori|grisel|griselda|"
    "grover|grzegorz|guadalupe|gudrun|guido|guillermina|guillermo|gulnara|gunnar|gunther|guowei|gurpreet|gus|"
    "gussie|gustav|gustavo|gwen|gwenael|gwenda|gwendolyn|gwenn|gwyn|gwyneth|",
    "|haakon|hadiya|hadley|hae|haider|haile|hailey|hakan|hakim|hakon|hal|haley|halina|halley|hallie|hamid|hamish|"
    "hamza|han|hana|hanan|haneul|hanh|hank|hanna|hannah|hannelore|hans|haoran|harjit|harlan|harland|harold|haroon|"
    "harper|harpreet|harriet|harriett|harriette|harris|harrison|harry|haruka|haruki|haruto|harvey|hasan|hassan|"
    "hassana|hassie|hatice|hattie|haydee|hayden|hayley|haywood|hazel|heather|hector|hedwig|hedy|hee|heide|heidi|"
    "heidy|heike|heinrich|heinz|helaine|helen|helena|helene|helga|hellen|helmut|hendrik|henri|henrietta|henriette|"
    "henrik|henry|herb|herbert|heriberto|herlinda|herma|herman|hermelinda|hermila|hermina|hermine|herminia|"
    "herschel|hershel|herta|hertha|hester|hettie|hezekiah|hideki|hiedi|hien|hieu|hilaria|hilario|hilary|hilda|"
    "hilde|hildegard|hildegarde|hildred|hillary|hilma|hilton|hinata|hipolito|hiram|hiroko|hiroshi|hisako|hisham|"
    "hiwot|hoa|hoang|hobert|holley|holli|hollie|hollis|holly|homer|hong|honora|horace|horacio|horatio|hortencia|"
    "hortense|hortensia|hosea|howard|hoyt|hsiu|hubert|huey|hugh|hugo|hui|hulda|humberto|huong|hussein|hwa|hyacinth|"
    "hye|hyejin|hyman|hyo|hyon|hyun|",
    "|ian|ibrahim|ibrahima|ichiro|ida|idalia|idell|idella|idris|iesha|ife|ifeoma|ignacia|ignacio|ignatius|igor|ike|"
    "iker|ikram|ila|ilana|ilda|ileana|ileen|ilene|iliana|illa|ilona|ilse|iluminada|ilya|ima|imani|imelda|imogen|"
    "imogene|imran|ina|inderjit|indira|inell|ines|inez|inga|inge|ingeborg|inger|ingrid|inmaculada|inocencia|iola|"
    "iona|ione|ionut|ira|iraida|irena|irene|irina|iris|irma|irmgard|irvin|irving|irwin|isa|isaac|isabel|isabell|"
    "isabella|isabelle|isadora|isaiah|isaias|isamu|isaura|isela|isha|ishaan|ishita|isiah|isidra|isidro|isis|ismael|"
    "isobel|isolde|isreal|issac|itzel|itziar|iva|ivan|ivana|ivelisse|ivette|ivo|ivonne|iwona|izabela|izetta|izola|",
    "|jabari|jacalyn|jacek|jacelyn|jacinda|jacinta|jacinto|jack|jackeline|jackelyn|jacki|jackie|jacklyn|jackqueline|"
    "jaclyn|jacob|jacqualine|jacque|jacquelin|jacqueline|jacquelyn|jacquelyne|jacquelynn|jacques|jacquetta|jacqui|"
    "jacquie|jacquiline|jacquline|jacqulyn|jada|jade|jadwiga|jae|jaehyun|jaime|jaimee|jaimie|jake|jakob|jakub|"
    "jaleesa|jalisa|jama|jamaal|jamal|jamar|jame|jamee|jamel|james|jamey|jami|jamie|jamika|jamila|jamison|jammie|"
    "jana|janae|janay|jane|janean|janee|janeen|janel|janell|janella|janelle|janene|janessa|janet|janeth|janett|"
    "janetta|janette|janey|jani|janice|janie|janiece|janina|janine|janis|janise|janita|jann|janna|jannet|jannette|"
    "jannie|janusz|janyce|jaqueline|jaquelyn|jared|jarek|jarod|jaroslav|jarred|jarrett|jarrod|jasleen|jasmin|"
    "jasmine|jason|jasper|jaspreet|jaswinder|jaunita|javad|javier|javon|jay|jaya|jayden|jaye|jayme|jaymie|jayna|"
    "jayne|jayson|jazmin|jazmine|jean|jeana|jeane|jeanelle|jeanene|jeanett|jeanetta|jeanette|jeanice|jeanie|"
    "jeanine|jeanmarie|jeanna|jeanne|jeannetta|jeannette|jeannie|jeannine|jed|jedediah|jeff|jefferey|jeffery|"
    "jeffie|jeffrey|jeffry|jelena|jemima|jen|jena|jenae|jene|jenee|jenell|jenelle|jenette|jeneva|jeni|jenice|"
    "jenifer|jeniffer|jenine|jenise|jenna|jennefer|jennell|jennette|jenni|jennie|jennifer|jenniffer|jennine|jenny|"
    "jens|jerald|jeraldine|jeramy|jere|jeremiah|jeremy|jeri|jerica|jerilyn|jerlene|jermaine|jerold|jerome|jeromy|"
    "jerrell|jerri|jerrica|jerrie|jerrod|jerrold|jerry|jerzy|jesenia|jesica|jess|jesse|jessenia|jessi|jessia|"
    "jessica|jessie|jessika|jestine|jesus|jesusa|jesusita|jetta|jettie|jewel|jewell|jianguo|jiho|jill|jillian|jim|"
    "jimena|jimmie|jimmy|jin|jina|jing|jinny|jiro|jiwoo|jo|joachim|joan|joana|joane|joanie|joann|joanna|joanne|"
    "joannie|joao|joaquin|joaquina|jocasta|jocelyn|jodee|jodi|jodie|jody|joe|joeann|joel|joella|joelle|joellen|"
    "joesph|joetta|joette|joey|johan|johana|johann|johanna|johanne|johannes|john|johna|johnathan|johnathon|"
    "johnetta|johnette|johnie|johnna|johnnie|johnny|johnsie|johnson|joi|joie|jolanda|jolanta|joleen|jolene|jolie|"
    "joline|jolyn|jolynn|jomo|jon|jona|jonah|jonas|jonathan|jonathon|jone|jonell|jonelle|jong|joni|jonie|jonna|"
    "jonnie|jordon|jorge|jose|joseba|josef|josefa|josefina|josefine|joselyn|joseph|josephina|josephine|josette|"
    "josh|joshua|josiah|josie|joslyn|jospeh|josphine|josue|jovan|jovana|jovita|joya|joyce|joycelyn|joye|joze|juan|"
    "juana|juanita|jude|judi|judie|judith|judson|judy|juergen|jule|julee|julene|jules|juli|julian|juliana|juliane|"
    "juliann|julianna|julianne|julie|julieann|julienne|juliet|julieta|julietta|juliette|julio|julissa|julius|juma|"
    "jung|junie|junior|junita|junjie|junko|jurgen|justa|justin|justina|justine|jutta|",
    "|kacey|kaci|kacie|kacy|kadiatou|kagiso|kai|kaila|kaitlin|kaitlyn|kaito|kala|kaleigh|kaley|kali|kallie|kalpana|"
    "kalyn|kam|kamal|kamala|kamau|kamil|kamila|kamilah|kamran|kanako|kandace|kandi|kandice|kandis|kandra|kandy|"
    "kanesha|kanisha|kanye|kapil|kara|karan|kareem|kareen|karen|karena|karey|kari|karie|karim|karima|karin|karina|"
    "karine|karisa|karissa|karl|karla|karleen|karlene|karly|karlyn|karmen|karol|karole|karoline|karolyn|karon|"
    "karren|karri|karrie|karry|karthik|kary|karyl|karyn|kasandra|kasey|kasha|kasi|kasia|kasie|kasimir|kassandra|"
    "kassie|katarina|katarzyna|kate|katelin|katelyn|katelynn|katerine|kateryna|kathaleen|katharina|katharine|"
    "katharyn|kathe|katheleen|katherin|katherina|katherine|kathern|katheryn|kathey|kathi|kathie|kathleen|kathlene|"
    "kathline|kathlyn|kathrin|kathrine|kathryn|kathryne|kathy|kathyrn|kati|katia|katie|katina|katlyn|katrice|"
    "katrina|kattie|katy|kaveh|kavita|kavya|kay|kaya|kayce|kaycee|kaye|kayla|kaylee|kayleen|kayleigh|kaylene|"
    "kazuko|kazuo|kecia|keeley|keely|keena|keenan|keesha|kehinde|keiko|keila|keira|keiran|keisha|keith|keitha|"
    "kelechi|keli|kelle|kellee|kelley|kelli|kellie|kelly|kellye|kelsey|kelsi|kelsie|kelvin|kemal|kemberly|kemi|ken|"
    "kena|kenda|kendal|kendall|kendra|kendrick|keneth|kenia|kenisha|kenji|kenna|kenneth|kennith|kenny|kent|kenta|"
    "kenton|kenya|kenyatta|kenyetta|kera|keren|keri|kermit|kerri|kerrie|kerry|kerstin|kesha|keshav|keshia|keturah|"
    "keva|keven|kevin|kezia|khadija|khadijah|khalid|khalil|khalilah|khanh|khushi|kia|kiana|kiara|kiera|kieran|"
    "kieron|kiersten|kiesha|kieth|kiley|kim|kimber|kimberely|kimberlee|kimberley|kimberli|kimberlie|kimberly|"
    "kimbery|kimbra|kimi|kimiko|kina|kindra|kip|kira|kiran|kirby|kirill|kirk|kirsten|kirstie|kirstin|kisha|kittie|"
    "kitty|kiyoko|kizzie|kizzy|klara|klaus|knut|kofi|kofo|kojo|koldo|konrad|korey|kori|kortney|kory|kourtney|kraig|"
    "kris|krishna|krissy|krista|kristal|kristan|kristeen|kristel|kristen|kristi|kristian|kristie|kristin|kristina|"
    "kristine|kristle|kristofer|kristopher|kristy|kristyn|krysta|krystal|krysten|krystin|krystina|krystle|krystyna|"
    "krzysztof|ksenia|kulwinder|kum|kunal|kurt|kurtis|kwabena|kwaku|kwame|kwesi|kyla|kyle|kylee|kylie|kym|kymberly|"
    "kyoko|kyong|kyra|kyung|kyungsook|",
    "|lacey|lachelle|lachlan|laci|lacie|lacresha|lacy|ladawn|ladonna|lady|lael|lahoma|lai|laila|laine|lajuana|"
    "lakeesha|lakeisha|lakendra|lakenya|lakesha|lakeshia|lakia|lakiesha|lakisha|lakita|lakshmi|lala|laleh|lamar|"
    "lamonica|lamont|lana|lance|landon|lanell|lanelle|lanette|lani|lanie|lanita|lannie|lanny|lanora|laquanda|"
    "laquita|lara|larae|laraine|laree|larhonda|larisa|larissa|larita|laronda|larraine|larry|lars|larue|lasandra|"
    "lashanda|lashandra|lashaun|lashaunda|lashawn|lashawna|lashawnda|lashay|lashell|lashon|lashonda|lashunda|"
    "lasonya|laszlo|latanya|latarsha|latasha|latashia|lateef|latesha|latia|laticia|latifah|latina|latisha|latonia|"
    "latonya|latoria|latosha|latoya|latoyia|latrice|latricia|latrina|latrisha|launa|laura|lauralee|lauran|laure|"
    "laureen|laurel|lauren|laurena|laurence|laurene|lauretta|laurette|lauri|laurice|laurie|laurinda|laurine|lauryn|"
    "lavada|lavelle|lavenia|lavera|lavern|laverna|laverne|laveta|lavette|lavina|lavinia|lavon|lavona|lavonda|"
    "lavone|lavonia|lavonna|lavonne|lawana|lawanda|lawanna|lawerence|lawrence|layla|layne|lazaro|lea|leah|leana|"
    "leander|leandra|leandro|leann|leanna|leanne|leanora|leatha|leatrice|lecia|leda|lee|leeann|leeanna|leeanne|"
    "leena|leesa|leia|leida|leif|leigh|leigha|leighann|leila|leilani|leire|leisa|leisha|lekisha|lela|lelah|leland|"
    "lelia|lemuel|lena|lenard|lenita|lenna|lennie|lenny|lenora|lenore|leo|leocadia|leola|leoma|leon|leona|leonard|"
    "leonarda|leonardo|leone|leonel|leonia|leonid|leonida|leonie|leonila|leonor|leonora|leonore|leontine|leopold|"
    "leopoldo|leora|leota|lera|lerato|leroy|lesa|lesha|lesia|leslee|lesley|lesli|leslie|lessie|lester|leszek|leta|"
    "letha|leticia|letisha|letitia|lettice|lettie|letty|lev|levi|lewis|lexie|lezlie|lia|liam|liana|liane|lianne|"
    "libbie|libby|librada|lida|lidia|lidiya|liesel|lieselotte|liesl|ligia|lihua|lila|lili|lilia|lilian|liliana|"
    "lilla|lilli|lillia|lilliam|lillian|lilliana|lillie|lilly|lily|lin|lina|linda|lindiwe|lindsay|lindsey|lindsy|"
    "lindy|linette|ling|linh|linn|linnea|linnie|lino|linsey|linus|linwood|lionel|lisa|lisabeth|lisandra|lisbeth|"
    "lise|lisette|lisha|lissa|lissette|lita|livia|liz|liza|lizabeth|lizbeth|lizeth|lizette|lizzette|lizzie|ljubica|"
    "llewellyn|lloyd|loc|logan|loic|loida|lois|loise|lola|lolita|loma|lona|londa|loni|lonna|lonnie|lonny|lora|"
    "loraine|loralee|lorcan|lorean|loree|loreen|lorelei|loren|lorena|lorene|lorenza|lorenzo|loreta|loretta|lorette|"
    "lori|loria|loriann|lorie|lorilee|lorina|lorinda|lorine|loris|lorita|lorna|lorraine|lorretta|lorri|lorriane|"
    "lorrie|lorrine|lory|lotte|lottie|lou|louann|louanne|louella|louetta|louie|louis|louisa|louise|loura|lourdes|"
    "lourie|louvenia|lovella|lovetta|lovie|lowell|loyce|loyd|luana|luann|luanna|luanne|luba|lubna|lucas|lucasz|"
    "luci|lucia|lucian|luciana|luciano|lucie|lucien|lucienne|lucila|lucile|lucilla|lucille|lucina|lucinda|lucio|"
    "lucius|lucrecia|lucretia|lucy|ludie|ludivina|ludmila|ludwig|luella|luetta|luigi|luis|luisa|luise|lukas|luke|"
    "lula|lulu|luna|lupe|lupita|lura|lurlene|lurline|luther|luvenia|luz|lyda|lydia|lydie|lyla|lyle|lyman|lyn|lynda|"
    "lyndia|lyndon|lyndsay|lyndsey|lynell|lynelle|lynetta|lynette|lynn|lynna|lynne|lynnette|lynsey|lynwood|"
    "lysander|lyudmila|",
    "|maarten|mabel|mabelle|mable|macarena|machelle|macie|maciej|mack|mackenzie|macy|madalene|madaline|madalyn|"
    "maddie|madelaine|madeleine|madelene|madeline|madelyn|madge|madhu|madie|madlyn|madonna|mae|maegan|maelle|maeve|"
    "mafalda|magali|magaly|magan|magaret|magda|magdalen|magdalena|magdalene|magen|maggie|magnolia|magnus|mahalia|"
    "mahmoud|mahnaz|mahnoor|mai|maia|maida|maile|maira|maire|maisha|maisie|majorie|makayla|makeda|makena|maksim|"
    "malachi|malcolm|malcom|malena|malgorzata|malia|malik|malika|malinda|malisa|malissa|malka|mallie|mallory|"
    "malorie|malvina|mamadou|mamie|mammie|mana|manda|mandi|mandie|mandla|mandy|manie|manish|manny|manoj|manpreet|"
    "manuel|manuela|mao|maple|mara|maragaret|maragret|maranda|marc|marcel|marcela|marcelene|marcelina|marceline|"
    "marcelino|marcell|marcella|marcelle|marcellus|marcelo|marcene|marchelle|marci|marcia|marcie|marco|marcos|"
    "marcus|marcy|mardell|mareike|marek|maren|marg|margaret|margareta|margarete|margarett|margaretta|margarette|"
    "margarita|margarite|margarito|margart|marge|margene|margeret|margert|margery|marget|margherita|margie|margit|"
    "margo|margorie|margot|margret|margrett|marguerita|marguerite|margurite|margy|marhta|mari|maria|mariah|mariam|"
    "marian|mariana|marianela|mariann|marianna|marianne|mariano|maribel|maribeth|marica|maricela|maricruz|marie|"
    "mariel|mariela|mariella|marielle|marietta|mariette|mariko|marilee|marilou|marilu|marilyn|marilynn|marin|"
    "marina|marinda|marine|mario|marion|maris|marisa|marisela|marisha|marisol|marissa|marita|maritza|mariusz|"
    "marivel|marjorie|marjory|marketta|markita|markku|markus|marla|marlana|marleen|marlen|marlena|marlene|marlin|"
    "marline|marlo|marlon|marlyn|marlys|marna|marni|marnie|marquerite|marquetta|marquis|marquita|marquitta|marry|"
    "marsha|marshall|marta|marth|martha|marti|martin|martina|martine|marty|marva|marvel|marvella|marvin|marvis|"
    "marwa|marx|mary|marya|maryalice|maryam|maryann|maryanna|maryanne|marybelle|marybeth|maryellen|maryetta|"
    "maryjane|maryjo|marylee|marylin|maryln|marylou|marylouise|marylyn|marylynn|maryrose|masako|mateo|mateusz|"
    "matha|mathew|mathilda|mathilde|matilda|matilde|mats|matt|matteo|matthew|matthias|mattie|maud|maude|maudie|"
    "maura|maureen|maurice|mauricio|maurine|maurita|maurizio|mauro|mavis|maxie|maxim|maxima|maximina|maximo|maxine|"
    "maxwell|maya|maybell|maybelle|maye|mayme|maynard|mayola|mayra|mayumi|mazie|mbali|mckenzie|mckinley|meagan|"
    "meaghan|mechelle|meda|mee|meenakshi|meera|meg|megan|meggan|meghan|meghann|mehdi|mehitabel|mehmet|mei|meiling|"
    "mekdes|melaine|melani|melania|melanie|melany|melba|melchor|melda|melia|melida|melina|melinda|melisa|melissa|"
    "melissia|melita|mellie|mellisa|mellissa|melodee|melodi|melodie|melody|melonie|melony|melva|melvin|melvina|"
    "melynda|mendy|meng|mercedes|mercedez|meredith|meri|merideth|meridith|merilyn|merissa|merle|merlene|merlin|"
    "merlyn|merna|merri|merrie|merrilee|merrill|mertie|merve|mervin|meryl|mette|mia|mica|micaela|micah|micha|"
    "michael|michaela|michaele|michal|michale|micheal|michel|michele|michelina|micheline|michell|michelle|michiko|"
    "mickey|micki|mickie|miesha|migdalia|mignon|miguel|miguelina|mihai|mihail|mika|mikael|mikaela|mike|mikhail|"
    "miki|mikki|mila|milagro|milagros|milan|milburn|milda|mildred|milena|milford|milica|milissa|millard|millicent|"
    "millie|milly|milo|milos|milton|mimi|mina|minda|mindi|mindy|minerva|ming|minh|minjun|minna|minnie|minta|miquel|"
    "mira|miranda|mireille|mirella|miren|mireya|miriam|mirian|mirna|miroslav|mirta|mirtha|misael|misaki|misha|"
    "missy|misti|mistie|mitch|mitchel|mitchell|mitsue|mitsuko|mittie|mitzi|mitzie|miyoko|miyoung|miyuki|modesta|"
    "modesto|mohamed|mohammad|mohammed|mohan|moira|moises|mollie|molly|momoko|mona|monet|monica|monika|monique|"
    "monnie|monroe|monserrate|monte|monty|mora|mordechai|morgan|moriah|morris|mortimer|morton|mose|moses|moshe|"
    "moustafa|mozell|mozella|mozelle|mpho|muhammad|mui|muoi|murali|muriel|murray|musa|mustafa|mwangi|mya|myesha|"
    "mykola|myles|myong|myra|myriam|myrl|myrle|myrna|myron|myrta|myrtice|myrtie|myrtis|myrtle|myung|",
    "|nabil|nadene|nadezhda|nadia|nadine|nagesh|naida|nakesha|nakia|nakisha|nakita|naledi|nam|nana|nanami|nancee|"
    "nancey|nanci|nancie|nancy|nanette|nannette|nannie|naoko|naoma|naomi|napoleon|narcisa|narges|nasir|nasrin|"
    "nasser|natacha|natalia|natalie|natalya|natasha|natashia|nate|nathalie|nathan|nathanael|nathanial|nathaniel|"
    "natisha|natividad|natosha|nayara|nayeli|neal|nebojsa|necole|ned|neda|nedra|neely|neema|neeraj|neha|nehal|"
    "neida|neil|nelda|nelia|nelida|nell|nella|nelle|nellie|nelly|nelson|nena|nenad|nenita|neoma|neomi|nerea|"
    "nereida|nerissa|nery|nestor|neta|nettie|neva|nevada|nevaeh|neville|nga|ngan|ngoc|ngozi|nguyet|nhung|nia|niamh|"
    "nicanor|nichelle|nichol|nicholas|nichole|nicholle|nick|nicki|nickie|nickolas|nickole|nicky|nicol|nicola|"
    "nicolae|nicolas|nicolasa|nicole|nicoletta|nicolette|nicolle|nida|nidhi|nidia|niels|niesha|nieves|nigel|nikhil|"
    "niki|nikia|nikita|nikki|nikolai|nikole|nila|nilda|nils|nilsa|nilufar|nimah|nina|ninfa|niraj|nisha|nisreen|"
    "nita|nitin|njeri|nkechi|nkosana|nnamdi|nneka|noah|noam|noboru|nobuko|noe|noel|noelia|noella|noelle|noemi|"
    "noemie|nohemi|nola|nolan|noma|nomsa|nomvula|nona|noor|nora|norah|norbert|norberto|noreen|norene|noriko|norine|"
    "norma|norman|normand|norris|novella|nubia|nuno|nur|nura|nuria|nurul|nydia|nyla|",
    "|obadiah|obdulia|obinna|ocie|octavia|octavian|octavio|oda|odalys|odelia|odell|odessa|odette|odilia|odis|ofelia|"
    "oisin|oksana|ola|oladele|olaf|olamide|olayinka|oleg|oleksandr|olena|olene|oleta|olevia|olga|olimpia|olin|"
    "olinda|oliva|oliver|olivia|olivier|ollie|olumide|oluwaseun|olympia|oma|omar|omari|omer|ona|oneida|onie|onita|"
    "oona|ophelia|ora|oralee|oralia|oren|oretha|orla|orlaith|orlando|orpha|orsolya|orval|orville|oscar|osman|ossie|"
    "osvaldo|oswald|oswaldo|otelia|otha|otieno|otilia|otis|ottilie|otto|ottokar|ottoline|ouida|oumar|ousmane|owain|"
    "owen|oystein|ozell|ozella|ozie|ozlem|",
    "|pablo|padmavathi|padraig|paige|palesa|palma|palmer|palmira|paloma|pam|pamala|pamela|pamelia|pamella|pamila|"
    "pamula|panagiotis|pandora|pansy|paola|paolo|parisa|parminder|parthenia|particia|parvaneh|parvati|parveen|"
    "pasha|pasquale|pasty|patria|patrica|patrice|patricia|patrick|patrina|patrizia|patryk|patsy|patti|pattie|patty|"
    "paul|paula|paulene|pauletta|paulette|paulina|pauline|paulita|pavel|pawel|payal|paz|pearle|pearlene|pearlie|"
    "pearline|pedram|pedro|peggie|peggy|pei|penelope|penney|penni|pennie|percy|perla|perry|petar|pete|peter|petra|"
    "petrina|petronila|petros|phebe|phil|philip|philippa|philippe|phillip|phillis|philomena|phoebe|phung|phuong|"
    "phylicia|phylis|phyliss|phyllis|pia|piedad|piero|pierre|piers|pilar|pinar|pinkie|piotr|piper|piyush|pok|polly|"
    "pooja|porfirio|porsha|portia|prabhjot|pradeep|prakash|pranav|praveen|predrag|preeti|preston|pricilla|primo|"
    "princess|prisca|priscila|priscilla|priya|priyanka|providencia|prudence|przemyslaw|pura|purnima|",
    "|qasim|qiana|quang|queenie|quentin|quiana|quincy|quinn|quintessa|quintin|quinton|qun|quyen|quynh|",
    "|rachael|rachal|racheal|rachel|rachele|rachell|rachelle|racquel|radhika|radoslaw|rae|raeann|raelene|rafael|"
    "rafaela|rafaella|rafiq|raghav|ragnhild|raguel|raheem|rahim|rahma|rahul|raina|raisa|raj|raja|rajan|rajesh|"
    "rajinder|rajiv|rajni|rakesh|raleigh|ralph|ramakrishnan|ramesh|rami|ramin|ramiro|ramon|ramona|ramonita|rana|"
    "ranae|randa|randal|randall|randee|randell|randi|randolph|randy|ranee|ranjit|raphael|raquel|rashad|rasheeda|"
    "rashid|rashida|raul|ravi|ravindra|raye|rayford|raylene|raymon|raymond|raymonde|raymundo|rayna|razia|rea|"
    "reagan|reanna|reatha|reba|rebbeca|rebbecca|rebeca|rebecca|rebecka|rebekah|reda|reem|reena|reese|refugia|"
    "refugio|regan|regena|regenia|reggie|regina|reginald|reginaldo|regine|reginia|rehema|reid|reiko|reina|reinaldo|"
    "reinhard|reita|rekha|rema|remedios|remona|remy|ren|rena|renae|renaldo|renata|renate|renato|renay|renda|rene|"
    "renea|renee|renetta|renita|renna|renuka|ressie|reta|retha|retta|reuben|reva|rex|rey|reyes|reyna|reynalda|"
    "reynaldo|reza|rhea|rheba|rhett|rhiannon|rhoda|rhona|rhonda|ria|ricarda|ricardo|richard|richelle|richie|rick|"
    "rickey|ricki|rickie|ricky|rico|rigoberto|rikki|riku|riley|rima|rin|rina|risa|rishi|rita|ritika|ritu|riva|"
    "rivka|rizwan|robbi|robbie|robbin|robby|robbyn|robena|robert|roberta|roberto|robin|robt|robyn|rocco|rochel|"
    "rochell|rochelle|rocio|roderick|rodger|rodney|rodolfo|rodrick|rodrigo|rogelio|roger|rohan|rohit|roisin|roland|"
    "rolanda|rolande|rolando|rolf|rolland|roma|romain|romaine|romana|romelia|romeo|romona|ron|rona|ronald|ronan|"
    "ronda|roni|ronna|ronni|ronnie|ronny|roosevelt|rory|rosa|rosalba|rosalee|rosalia|rosalie|rosalina|rosalind|"
    "rosalinda|rosaline|rosalva|rosalyn|rosamaria|rosamond|rosamund|rosana|rosann|rosanna|rosanne|rosaria|rosario|"
    "rosaura|roscoe|rose|roseann|roseanna|roseanne|roselee|roselia|roseline|rosella|roselle|roselyn|rosemarie|"
    "rosemary|rosena|rosenda|rosendo|rosetta|rosette|roshan|rosia|rosie|rosina|rosio|rosita|roslyn|ross|rossana|"
    "rossie|rostislav|rosy|rowan|rowena|roxana|roxane|roxann|roxanna|roxanne|roxie|roxy|roy|royce|rozanne|rozella|"
    "ruben|rubi|rubie|rubin|rubye|ruchi|rudolf|rudolph|rudy|rueben|rufina|rufus|rui|rukmini|rupert|ruslan|russel|"
    "russell|ruth|rutha|ruthann|ruthanne|ruthe|ruthie|ryan|ryann|ryoko|",
    "|saad|saanvi|saba|sabina|sabine|sabrina|sabrine|sacha|sachiko|sade|sadia|sadie|sadiq|sadye|saeed|safiya|sahar|"
    "sahil|said|sakina|sakura|sal|salena|salim|salina|salley|sallie|sally|salma|salome|salvador|salvatore|sam|"
    "samantha|samara|samatha|samella|samir|samira|sammie|sammy|samual|samuel|sana|sanda|sandee|sandeep|sandi|"
    "sandie|sandor|sandra|sandy|sanford|sang|sanjana|sanjay|sanjuana|sanjuanita|sanna|sanora|santana|santiago|"
    "santina|santo|santos|saoirse|sara|sarah|sarai|saran|saraswati|sari|sarina|sarita|sasha|satoshi|saturnina|"
    "satya|saul|saundra|savanna|savita|scarlet|scarlett|scot|scott|scottie|scotty|seamus|sean|sebastian|sebastiano|"
    "sebrina|seema|sefa|segun|seiji|selam|selena|selene|selim|selina|selma|semaj|sena|senaida|senait|seojun|"
    "seoyeon|serafina|seraphina|serena|serge|sergei|sergey|sergio|serhii|serina|serita|serkan|seth|setsuko|severin|"
    "seymour|shabnam|shad|shae|shahid|shahin|shahnaz|shaina|shaista|shakia|shakira|shakita|shala|shalanda|shalini|"
    "shalon|shalonda|shameka|shamika|shan|shana|shanae|shanda|shandi|shandra|shane|shaneka|shanel|shanell|shanelle|"
    "shani|shanice|shanika|shaniqua|shanita|shankar|shanna|shannan|shannon|shanon|shanta|shantae|shantay|shante|"
    "shantel|shantell|shantelle|shanti|shaquana|shaquille|shaquita|shara|sharad|sharan|sharda|sharell|sharen|shari|"
    "sharice|sharie|sharif|sharika|sharilyn|sharita|sharla|sharleen|sharlene|sharmaine|sharolyn|sharon|sharonda|"
    "sharri|sharron|sharyl|sharyn|shasta|shaun|shauna|shaunda|shaunna|shaunta|shaunte|shavon|shavonda|shavonne|"
    "shawana|shawanda|shawanna|shawn|shawna|shawnda|shawnee|shawnna|shawnta|shay|shayla|shayna|shayne|shea|sheba|"
    "sheena|sheila|sheilah|shela|shelba|shelby|sheldon|shelia|shella|shelley|shelli|shellie|shelly|shelton|shemeka|"
    "shemika|shena|shenika|shenita|shenna|shera|sheree|sherell|sheri|sherice|sheridan|sherie|sherika|sherill|"
    "sherilyn|sherise|sherita|sherlene|sherley|sherly|sherlyn|sherman|sheron|sherrell|sherri|sherrie|sherril|"
    "sherrill|sherron|sherry|sherryl|sherwood|shery|sheryl|sheryll|shiela|shigeru|shila|shiloh|shilpa|shin|shinji|"
    "shira|shirely|shirin|shirl|shirlee|shirleen|shirlene|shirley|shirly|shiv|shizue|shizuko|shon|shona|shonda|"
    "shondra|shonna|shonta|shoshana|shreya|shruti|shu|shweta|shyla|siavash|sibyl|siddharth|sidney|siegfried|sierra|"
    "signe|sigrid|sigurd|sila|silas|silke|silva|silvana|silvia|silvio|sima|simon|simona|simone|simonne|simranjit|"
    "sina|sindy|sinead|siobhan|sipho|sirena|siti|sixta|skye|skylar|slawomir|slobodan|slyvia|sneha|snezana|socorro|"
    "sofia|sofie|sofija|soila|sol|solange|soledad|solene|solomon|solveig|somchai|somer|sommer|sona|sondra|sonia|"
    "sonja|sonny|sonya|soo|sook|sophia|sophie|soraya|soren|sota|souleymane|sparkle|spencer|srinivas|stacee|stacey|"
    "staci|stacia|stacie|stacy|stan|stanford|stanislav|stanislaw|stanley|stanton|starla|starr|stasia|stefan|"
    "stefani|stefania|stefanie|stefano|stefany|steffanie|stella|stellan|stepan|stepanie|stephaine|stephan|stephane|"
    "stephani|stephania|stephanie|stephany|stephen|stephenie|stephine|stephnie|steve|steven|stevie|stewart|stuart|"
    "suanne|subhash|subramaniam|sudha|sudie|sueann|suellen|suk|sukhwinder|suki|suleiman|sulema|sultana|suman|"
    "sumiko|sundar|sung|sunghoon|sunil|sunita|sunni|suresh|surya|susan|susana|susann|susanna|susannah|susanne|"
    "sushma|susie|susy|suzan|suzann|suzanna|suzanne|suzette|suzi|suzie|suzy|svea|sven|svetlana|swapna|swati|sybil|"
    "syble|syed|sylvester|sylvia|sylvie|synnove|synthia|syreeta|szymon|",
    "|tabatha|tabetha|tabitha|tad|tadeo|tadeusz|tadhg|tai|taina|taisha|taiwo|tajuana|takako|takashi|takeshi|takisha|"
    "talal|talia|talisha|talitha|tam|tama|tamala|tamar|tamara|tamatha|tambra|tameika|tameka|tamekia|tamela|tamera|"
    "tamesha|tami|tamica|tamie|tamika|tamiko|tamisha|tammara|tammera|tammi|tammie|tammy|tamra|tana|tandra|taneka|"
    "tanesha|tangela|tania|tanika|tanisha|tanja|tanna|tanvi|tanya|tara|tarah|taras|tarek|taren|tari|tariq|tarra|"
    "tarsha|taryn|tasha|tashia|tashina|tasia|tatiana|tatsuya|tatum|tatyana|taunya|tawana|tawanda|tawanna|tawna|"
    "tawnya|taylor|tayna|tayo|ted|teddy|teena|tegan|teisha|telma|temeka|temika|temitope|temperance|tempie|tena|"
    "tenesha|tenisha|tennie|tennille|teodora|teodoro|teofila|tequila|tereasa|terence|teresa|terese|teresia|"
    "teresita|teressa|tereza|teri|terica|terina|terisa|terra|terrance|terrell|terrence|terresa|terri|terrie|"
    "terrilyn|terry|tesha|tess|tessa|tessie|thabo|thad|thaddeus|thalia|thandeka|thandi|thanh|thao|thea|theda|"
    "thelma|thelonius|themba|theo|theodora|theodore|theola|theresa|therese|theresia|theressa|theron|thersa|thiago|"
    "thibaud|thibault|thomas|thomasena|thomasina|thomasine|thora|thorsten|thresa|thulani|thurman|thurston|thuy|tia|"
    "tian|tiana|tianna|tiara|tien|tiera|tierra|tiesha|tifany|tiffaney|tiffani|tiffanie|tiffany|tiffiny|tigist|"
    "tigran|tijuana|tilda|tillie|tim|timika|timmy|timofey|timothy|tina|tinisha|tirzah|tisa|tish|tisha|titus|tobiah|"
    "tobias|tobie|toby|toccara|tod|todd|toi|tolga|tom|tomas|tomasa|tomasz|tomeka|tomi|tomika|tomiko|tommie|tommy|"
    "tommye|tomoko|tona|tonda|tonette|toney|toni|tonia|tonie|tonisha|tonita|tonja|tony|tonya|tora|torbjorn|tori|"
    "torie|torquil|torri|torrie|torsten|tory|tosha|toshia|toshiko|tova|tove|towanda|toya|tracee|tracey|traci|"
    "tracie|tracy|tran|trang|travis|treasa|treena|trena|trent|trenton|tresa|tressa|tressie|treva|trevor|trey|"
    "tricia|trina|trinh|trinidad|trish|trisha|trista|tristan|troy|trudi|trudie|trudy|trula|truman|trung|truong|"
    "tshepo|tuan|tula|tunde|tuyet|twana|twanda|twanna|twila|twyla|tyesha|tyisha|tyler|tynisha|tyra|tyree|tyrell|"
    "tyrese|tyron|tyrone|tyson|",
    "|uche|uchenna|ula|ulises|ulla|ulrich|ulrike|ulysses|umair|umar|umesh|unai|unathi|ursula|usha|usman|ute|uwe|"
    "uzma|",
    "|vada|vaibhav|valarie|valda|valencia|valene|valentin|valentina|valentine|valeri|valeria|valerie|valeriy|valery|"
    "vallie|valorie|valrie|vance|vanda|vandana|vanesa|vanessa|vanetta|vania|vanita|vanja|vanna|vannesa|vannessa|"
    "varun|vashti|vasiliki|vasily|vaughn|veda|veer|velda|velia|vella|velma|velva|velvet|vena|venessa|venetta|"
    "venice|venita|venkat|venkatesh|vennie|veola|vera|verda|verdell|verdie|verena|vergie|verity|verla|verlene|"
    "verlie|verline|vern|verna|vernell|vernetta|vernia|vernice|vernie|vernita|vernon|verona|veronica|veronika|"
    "veronique|versie|vertie|vesna|vesta|veta|vicenta|vicente|vickey|vicki|vickie|vicky|victor|victorina|vida|"
    "vidya|vihaan|vijay|vikas|viki|vikki|vikram|viktor|viktoria|vilma|vina|vinay|vince|vincent|vincenza|vincenzo|"
    "vineet|vinh|vinita|vinnie|vinod|viola|violet|violeta|violette|virgen|virgie|virgil|virgilio|virgina|vishal|"
    "vita|vitaly|vito|viva|vivan|vivian|viviana|vivien|vivienne|vlad|vladimir|volker|volodymyr|voncile|vonda|"
    "vonnie|vsevolod|vusi|vyacheslav|vytautas|",
    "|wade|wai|waldo|waleed|walid|walker|wallace|wally|walter|walton|waltraud|wambui|wanda|waneta|wanetta|wanita|"
    "wanjiku|wanjiru|waqar|warner|warren|wassim|wava|waylon|wayne|wei|weiming|weldon|wen|wendell|wendi|wendie|"
    "wendolyn|wendy|wenona|werner|wes|wesley|weston|whitley|whitney|wieslawa|wiktor|wilber|wilbert|wilbur|wilburn|"
    "wilda|wiley|wilford|wilfred|wilfredo|wilhelm|wilhelmina|wilhemina|willa|willard|willena|willene|willetta|"
    "willette|willia|william|williams|willian|willie|williemae|willis|willodean|willow|willy|wilma|wilmer|wilson|"
    "wilton|winford|winfred|winifred|winnie|winnifred|winona|winston|wiremu|wladyslaw|wojciech|wole|wolfgang|wonda|"
    "woodrow|wyatt|wynell|wynona|",
    "|xander|xavier|xenia|xiao|xiaoming|ximena|xin|xiomara|xiu|xiuying|xochitl|xuan|",
    "|yaa|yadira|yaeko|yael|yahaira|yahir|yahya|yajaira|yamileth|yan|yana|yang|yanira|yanling|yara|yaretzi|yaroslav|"
    "yasir|yasmin|yasmine|yasuko|yaw|yee|yelena|yer|yesenia|yesim|yessenia|yetta|yetunde|yevette|yevgeni|yevgenia|"
    "yiannis|yigit|ying|yiorgos|yitzhak|yoko|yolanda|yolande|yolando|yolonda|yon|yonas|yong|yosef|yoshie|yoshiko|"
    "youlanda|youngsoo|yousef|yousra|ysabel|yseult|yuette|yuina|yuk|yuki|yukiko|yulanda|yulia|yuliana|yumi|yun|"
    "yuna|yung|yuonne|yuri|yuriko|yusra|yusuf|yuto|yuxuan|yvaine|yvette|yvone|yvonne|",
    "|zachariah|zachary|zachery|zack|zackary|zada|zahid|zahra|zaida|zainab|zaira|zaki|zana|zandra|zane|zanele|zara|"
    "zawadi|zbigniew|zdenek|zdravko|zebulon|zeenat|zehra|zeke|zelda|zella|zelma|zena|zenaida|zenia|zenobia|"
    "zephyrine|zetta|zeynab|zeynep|zhanna|zhen|zihan|zina|zipporah|zita|ziyi|zlata|zoe|zoey|zofia|zoila|zola|"
    "zoltan|zona|zonia|zora|zoraida|zoran|zsofia|zubaida|zuberi|zula|zuleika|zulema|zulma|zuri|zvi|",
};

static const char *const family[26] = {
    "|abbott|abdi|abdullahi|abernathy|abney|abrams|abreu|acevedo|acker|ackerman|acosta|acuna|adair|adame|adams|"
    "adamson|adcock|adeyemi|adkins|adler|agee|aguilar|aguilera|aguirre|ahmadi|aiken|ainsworth|akers|akins|alaniz|"
    "albers|albertson|albrecht|albright|alderman|aldrich|aldridge|aleman|alfaro|alford|alicea|allard|alley|allred|"
    "almeida|alston|altman|alvarado|alvarez|amador|amato|ammons|anaya|andersen|andrade|andrews|anglin|anguiano|"
    "apodaca|aponte|applegate|aquino|aragon|aranda|arce|archuleta|arellano|arevalo|arias|armstead|armstrong|arndt|"
    "arnett|arredondo|arrington|arroyo|arsenault|arteaga|artis|ashby|ashcraft|asher|ashford|ashworth|askew|atkins|"
    "atkinson|atwell|atwood|avalos|avila|aviles|ayala|ayers|ayres|",
    "|babb|babcock|babin|baca|bachman|badger|baer|baez|baggett|bagley|bagwell|bain|bair|baird|bajwa|baldwin|bales|"
    "ballard|banda|bandy|banerjee|bannister|baptiste|barajas|barbee|barber|barbosa|barbour|barclay|barfield|barger|"
    "barker|barkley|barksdale|barlow|barnard|barnes|barnett|barnette|barnhart|barnhill|barraza|barrera|barrios|"
    "barron|barrow|barrows|barth|bartlett|bartley|basham|bassett|batchelor|bateman|bates|batista|batts|bauer|baugh|"
    "baughman|baum|bauman|bautista|baxter|beal|beall|beam|bearden|beasley|beattie|beatty|beaty|beauchamp|beaudoin|"
    "beaulieu|beavers|becerra|becker|beckett|beckham|beckman|beckwith|beebe|beers|begay|begley|behrens|belanger|"
    "belcher|bellamy|bello|beltran|benavides|benavidez|benitez|benner|benson|bentley|berg|berger|bergeron|berglund|"
    "bergman|berman|bermudez|bernal|bernier|bernstein|berrios|berube|betancourt|bethea|betts|beyer|bhatt|bianchi|"
    "biddle|bigelow|biggs|billings|billingsley|billups|bingham|birch|bivens|blackburn|blackman|blackmon|blackwell|"
    "blakely|blalock|blanchard|blanco|blankenship|blanton|bledsoe|blevins|blodgett|blount|blum|boateng|bobo|bock|"
    "boggs|bohannon|bolden|bolduc|boles|bolin|boling|bollinger|bolton|bondarenko|bonilla|bonner|boone|booth|borden|"
    "boren|borges|bostic|boswell|bouchard|boucher|boudreau|boudreaux|bourgeois|bourne|bourque|bowden|bowen|bowens|"
    "bowers|bowie|bowles|bowman|bowser|boyer|boykin|boyle|boyles|brackett|braden|bradshaw|bragg|brandt|branham|"
    "brannon|branson|brantley|braswell|braun|bravo|braxton|bray|breaux|breeden|breen|brenner|brewster|briggs|brink|"
    "brinkley|brinson|briscoe|brito|britton|bronson|broome|broughton|broussard|brower|browne|browning|brownlee|"
    "broyles|brubaker|brumfield|bruner|brunner|bruns|brunson|bryson|buchanan|buckley|buckner|bueno|buffington|"
    "bullard|bullock|bundy|bunn|burch|burchett|burchfield|burdette|burdick|burge|burger|burgess|burgos|burk|burke|"
    "burkett|burkhart|burks|burleson|burnett|burnette|burney|burnham|burnside|burr|burrell|burris|burroughs|"
    "burrows|busby|busch|bustamante|butterfield|butts|byers|bynum|byrd|byrne|byrnes|",
    "|caballero|cabral|cabrera|cady|cagle|cahill|cain|calderon|caldwell|calhoun|calkins|callahan|callaway|calloway|"
    "calvert|camacho|campbell|campos|canales|canfield|cano|cantrell|cantu|canty|capps|caraballo|carbone|cardenas|"
    "cardona|cardwell|carlin|carlisle|carlson|carmichael|carmona|carnahan|carnes|carney|carr|carranza|carrasco|"
    "carrillo|carrington|cartwright|caruso|carver|casillas|cason|casper|castaneda|casteel|castellanos|castillo|"
    "castro|caswell|cates|cato|caudill|causey|cavanaugh|cavazos|cerda|cervantes|chacon|chaffin|chakraborty|"
    "chamberlain|chamberlin|champagne|chaney|chapa|chapin|chapman|chappell|charlton|chastain|chatman|chaudhry|"
    "chavarria|chavez|chavis|cheatham|cheek|chen|cheney|cheng|chestnut|childers|childress|chisholm|chisolm|cho|"
    "choate|choi|chow|christensen|christenson|christiansen|christianson|churchill|cintron|cisneros|clancy|clarke|"
    "clarkson|clary|cleary|clemens|clements|clemons|clevenger|cline|clough|cloutier|coates|cobb|cobbs|coble|coburn|"
    "cochran|cockrell|coffey|coffman|cohen|coker|colbert|colburn|coles|coley|collazo|collier|collins|colson|colvin|"
    "combs|comer|compton|comstock|condon|conklin|conley|connell|connelly|conner|connolly|connors|conroy|conti|"
    "contreras|conway|cooke|cooks|cooley|coon|cooney|copeland|corbett|corbin|corcoran|cordero|cordova|corley|"
    "cormier|cornett|cornish|cornwell|coronado|correa|cortes|cosby|costa|costello|cota|cote|cotter|cottrell|couch|"
    "coughlin|coulter|cousins|couture|covington|cowan|cowart|coyle|crabtree|crain|cramer|crandall|craven|crawford|"
    "crawley|creech|crenshaw|crespo|crider|crist|crocker|crockett|croft|cromer|cromwell|cronin|crooks|crosby|"
    "croteau|crouch|crouse|crowder|crowe|crowell|crowley|crum|crump|crutcher|crutchfield|cuellar|cuevas|culbertson|"
    "cullen|culp|culpepper|culver|cummings|cummins|cunningham|curley|curran|currie|currier|custer|cutler|cyr|",
    "|dahl|daigle|dailey|daley|daly|damico|daniels|danielson|danner|darden|daugherty|davenport|davidson|davies|"
    "davila|davison|dawkins|dawson|deaton|decker|dees|dehart|dejesus|delacruz|delagarza|delarosa|delatorre|deleon|"
    "delgado|dellinger|deloach|delong|delossantos|deluca|delvalle|demarco|dempsey|denham|denney|dennison|denson|"
    "denton|desai|devine|devlin|devore|dias|diaz|dickens|dickerson|dickey|dickinson|dickson|diehl|dietrich|dietz|"
    "diggs|dillard|dix|dixon|dobbins|dobbs|dobson|dockery|dodd|dodson|doherty|dolan|dominguez|donahue|donaldson|"
    "donnelly|donohue|dooley|doran|dorman|dorn|doss|dotson|doty|dougherty|doughty|dow|dowd|dowdy|dowell|dowling|"
    "downey|downing|downs|dozier|driscoll|drummond|drury|duarte|dube|dubois|dubose|duckworth|duff|duffy|dugan|"
    "duggan|dugger|dukes|dumas|dunaway|dunbar|dunham|dunlap|dunn|dunning|duong|dupont|dupre|dupree|dupuis|duran|"
    "durant|durbin|durham|dutton|duval|duvall|dwyer|dyer|dykes|dyson|",
    "|earley|easley|eason|easterling|eastman|eaton|eaves|ebert|echeverria|echols|eckert|edmonds|edmondson|edwards|"
    "egan|eggleston|elam|elizondo|elkins|eller|ellington|ellison|elmore|elrod|ely|emmons|engel|engle|ennis|"
    "enriquez|epperson|epps|erickson|escalante|escamilla|escobar|escobedo|esparza|espinal|espinosa|espinoza|"
    "esposito|esquivel|estep|estes|estrada|etheridge|eubanks|evans|everhart|ewing|ezell|",
    "|fagan|fain|fairbanks|fairchild|fairley|falk|fanning|farley|farnsworth|farr|farrar|farrell|farrington|farris|"
    "farrow|faulk|faulkner|faust|felder|feldman|feliciano|fennell|fenton|ferguson|fernandes|fernandez|ferrara|"
    "ferrari|ferraro|ferreira|ferrell|ferrer|figueroa|finch|fincher|fink|finley|finney|fischer|fisk|fitch|"
    "fitzgerald|fitzpatrick|flaherty|flanagan|flanders|flannery|fleming|flores|flynn|fogle|foley|folsom|fong|"
    "fonseca|fontaine|fontenot|foote|forbes|forman|forrester|forsyth|forsythe|fort|fortier|fortin|fortner|foss|"
    "fournier|foust|fowler|foy|fraley|franco|franks|franz|fraser|frazier|freitas|frey|friedman|frye|fuchs|fuentes|"
    "fugate|fulton|fultz|furman|furr|",
    "|gable|gaddis|gaddy|gaffney|gagne|gagnon|gaines|gaither|galindo|gallagher|gallant|gallardo|gallegos|gallo|"
    "galloway|galvan|galvez|gamboa|gamez|gandy|gann|gannon|gant|gantt|garcia|gardiner|garner|garrison|garvey|"
    "garvin|garza|gaskins|gatlin|gauthier|geary|gee|geiger|gentry|gerber|gibbons|gibbs|gibson|gifford|gilchrist|"
    "giles|gillespie|gillette|gilley|gilliam|gilliland|gillis|gilman|gilmore|giordano|gipson|girard|givens|gleason|"
    "goad|goddard|godfrey|godwin|goetz|goff|goforth|goins|goldberg|goldman|goldsmith|goldstein|gomes|gomez|"
    "goncalves|gonzales|gonzalez|gooch|goode|gooden|goodman|goodrich|goodson|goodwin|gorman|goss|gossett|gough|"
    "gould|grabowski|graf|graff|granger|grantham|graves|grayson|greco|greenberg|greene|greenwood|greer|grenier|"
    "gresham|grier|griffith|griffiths|griggs|grigsby|grimes|grimm|grissom|grogan|grooms|grossman|groves|grubb|"
    "grubbs|gruber|guajardo|guerra|guerrero|guevara|guidry|guillen|guillory|guinn|gulley|gunderson|gunn|gunter|"
    "gupta|gurley|gustafson|guthrie|gutierrez|guyton|guzman|",
    "|haag|haas|hackett|hackney|hagan|hagen|hager|haggard|haggerty|hahn|haines|hairston|hale|hamblin|hamby|hamel|"
    "hamilton|hamlin|hamm|hammond|hammonds|hammons|hampton|hamrick|hancock|handley|hanes|haney|hankins|hanks|"
    "hanley|hannon|hansen|hanson|harbin|hardesty|hardin|harding|hardison|hardman|hardwick|hardy|hargrove|harkins|"
    "harlow|harman|harmon|harms|harrell|harrington|hartley|hartman|haskins|hastings|hatcher|hatfield|hathaway|"
    "hatton|hauser|havens|hawes|hawkins|hawley|hawthorne|hayes|haynes|hays|hayward|headley|headrick|healey|healy|"
    "hearn|heaton|hebert|heck|hedrick|hein|heller|helms|helton|hemphill|henderson|hendrick|hendricks|hendrickson|"
    "hendrix|henley|henning|henriquez|hensley|henson|hernandez|herndon|herrera|herrick|herring|herrington|herrmann|"
    "herron|herzog|hess|hewitt|hiatt|hickey|hickman|hicks|hidalgo|higdon|higginbotham|higgins|hightower|hildebrand|"
    "hilliard|hillman|himes|hinds|hines|hinkle|hinojosa|hinson|hinton|hirsch|hitchcock|hite|hitt|hobbs|hobson|"
    "hodge|hodges|hoff|hoffman|hoffmann|hogan|hogg|hogue|holbrook|holcomb|holden|holliday|hollingsworth|hollins|"
    "holloman|holloway|holm|holman|holmes|holt|holton|honeycutt|hooker|hoover|hopkins|hopson|horne|horner|hornsby|"
    "horton|horvath|hoskins|houck|hough|houghton|houle|houser|howe|howell|howland|hoy|hoyle|hsu|huang|hubbard|"
    "huber|huddleston|hudgins|hudson|huerta|huff|huffman|huggins|hughes|hulsey|hummel|humphrey|humphreys|humphries|"
    "hundley|huntley|hurd|hurley|hurst|hurtado|huston|hutcherson|hutchings|hutchins|hutchinson|hutchison|hutson|"
    "hutton|huynh|hyatt|hyde|",
    "|ibarra|ingram|inman|inoue|irby|irizarry|isaacs|isbell|isom|ison|iverson|iyer|",
    "|jacobs|jacobsen|jacobson|jacoby|jameson|janes|jankowski|jansen|jaramillo|jarrell|jeffers|jeffries|jenkins|"
    "jennings|jensen|jernigan|jeter|jett|jimenez|jobe|johansen|johansson|johns|johnston|jones|jorgensen|joyner|"
    "juarez|judd|",
    "|kahn|kaminski|kane|kang|kaplan|kapoor|karr|katz|kauffman|kaufman|kaur|kearney|kearns|keating|keaton|keeler|"
    "keeling|keene|keener|keeton|keller|kellogg|kemp|kennedy|kenney|kenyon|kern|kerns|kerr|kessler|keyes|khan|kidd|"
    "kilgore|killian|kilpatrick|kimball|kimble|kimbrough|kincaid|kinder|kinney|kinsey|kirkland|kirkpatrick|kiser|"
    "kitchens|klein|kline|knapp|knott|knowles|knowlton|knox|knudsen|knutson|koch|koehler|koenig|kohler|kolb|koontz|"
    "kopp|kovac|kovacs|kowalczyk|kowalski|kraft|kramer|kraus|krause|krebs|krishnan|krueger|kruger|kruse|kuhn|kurtz|"
    "kuykendall|kuznetsov|",
    "|lachance|lackey|lacroix|ladd|ladner|lafleur|laird|lam|lambert|lamm|landers|landis|landrum|landry|laney|lange|"
    "langford|langley|langston|lanham|lanier|lankford|lantz|lapointe|larkin|larsen|larson|lassiter|latham|lau|"
    "laughlin|lavigne|lavoie|lawler|lawson|lawton|layton|leach|leal|lear|leary|leavitt|leblanc|leclair|ledbetter|"
    "ledesma|ledford|ledoux|leduc|lefebvre|leger|leggett|lehman|lehmann|lemay|lemieux|lemus|lentz|lenz|leung|"
    "levesque|levin|levine|levy|lewandowski|leyva|lightfoot|liles|lilley|lind|lindberg|linder|lindley|lindquist|"
    "lindstrom|linton|lipscomb|lira|littlefield|littlejohn|littleton|liu|livingston|locke|lockett|lockhart|"
    "locklear|lockwood|loftis|lofton|logsdon|lomax|lombardi|lombardo|longoria|loomis|looney|lopes|lopez|lorenz|"
    "lott|lovelace|lovell|lovett|lowe|lowery|lowry|lozano|luce|lucero|luckett|lugo|lujan|lumpkin|lund|lundgren|"
    "lundy|lunsford|luong|lusk|lutz|lyles|lynch|lyon|lyons|lytle|",
    "|mabry|macdonald|machado|macias|mackey|madden|maddox|madrid|madrigal|madsen|maestas|magana|magee|maguire|mahan|"
    "maher|mahon|mahoney|maier|majors|maldonado|malloy|malone|maloney|mancini|mancuso|mangum|manley|manning|"
    "mansfield|maples|marchetti|marcum|mares|marino|markham|marlow|marquez|marr|marrero|marroquin|martel|martell|"
    "martinez|martino|mascarenhas|massey|massie|masterson|mata|matheny|mathews|mathis|matlock|matos|matson|"
    "matsumoto|matthews|mattingly|mattison|mattox|mattson|mauldin|maurer|maxey|mayberry|mayer|mayes|mayfield|mays|"
    "mcadams|mcafee|mcalister|mcallister|mcarthur|mcbride|mccabe|mccain|mccall|mccann|mccarter|mccarthy|mccartney|"
    "mccarty|mccauley|mcclain|mcclanahan|mcclellan|mcclelland|mcclendon|mcclintock|mccloud|mcclung|mcclure|"
    "mccollum|mccombs|mcconnell|mccord|mccorkle|mccormack|mccormick|mccoy|mccracken|mccrary|mccray|mcculloch|"
    "mccullough|mccurdy|mcdaniel|mcdermott|mcdonald|mcdonnell|mcdonough|mcdowell|mcduffie|mcelroy|mcfadden|"
    "mcfarland|mcfarlane|mcgee|mcghee|mcgill|mcginnis|mcgovern|mcgowan|mcgrath|mcgraw|mcgregor|mcgrew|mcguire|"
    "mchenry|mchugh|mcintire|mcintosh|mcintyre|mckay|mckee|mckenna|mckinney|mckinnon|mcknight|mclain|mclaughlin|"
    "mclaurin|mclean|mclemore|mclendon|mcleod|mcmahan|mcmahon|mcmanus|mcmillan|mcmillian|mcmullen|mcmurray|mcnabb|"
    "mcnair|mcnally|mcnamara|mcneal|mcneely|mcneil|mcneill|mcnulty|mcnutt|mcpherson|mcqueen|mcrae|mcvey|mcwhorter|"
    "mcwilliams|meade|meador|medeiros|medina|medley|medlin|medrano|meehan|meeks|mehta|meier|mejia|melendez|mello|"
    "melton|mena|menard|mendenhall|mendes|mendez|mendoza|menendez|mercado|mercer|mercier|merrick|merritt|messer|"
    "messina|metcalf|metz|metzger|meyer|meyers|meza|michaels|michaud|middleton|milam|milligan|mills|milner|mims|"
    "minton|mireles|mixon|mize|mobley|moeller|moffett|moffitt|mohr|mojica|moldovan|molina|monahan|monson|montague|"
    "montalvo|montanez|montano|montes|montgomery|montoya|mooney|moore|morales|moran|moreau|moreland|moreno|morey|"
    "moriarty|morin|morley|morrell|morrison|morrissey|morrow|morse|moseley|moser|mosher|mosley|motley|mott|moulton|"
    "moya|moye|moyer|mueller|mukherjee|mull|mullen|muller|mulligan|mullin|mullins|muncy|muniz|munoz|munson|murdock|"
    "murillo|murphy|murrell|murry|myers|myrick|",
    "|nadeau|nagel|nagle|nagy|naidu|nair|najera|nakamura|naquin|nash|nava|navarro|naylor|needham|neeley|neff|"
    "negrete|negron|neill|nesbitt|ness|nettles|neuman|neumann|newberry|newby|newcomb|newell|newkirk|newman|newsom|"
    "newsome|ngo|nguyen|nichols|nicholson|nickerson|nielsen|nielson|nieto|niles|nobles|noland|nolen|noonan|noriega|"
    "norton|norwood|novak|nowak|noyes|nugent|nunez|nunn|nye|",
    "|oakes|oakley|obrien|ocampo|ocasio|ochoa|oconnell|oconnor|odom|odonnell|ogden|ogle|oglesby|ohara|ojeda|okafor|"
    "okeefe|okonkwo|oldham|oleary|olivares|olivarez|olivas|olmstead|olsen|olson|olvera|omalley|oneal|oneil|oneill|"
    "ontiveros|ornelas|orourke|orozco|orr|ortega|ortiz|osborn|osborne|osei|osorio|ostrander|osullivan|otero|otoole|"
    "ott|ouellette|overstreet|overton|owens|",
    "|pacheco|packard|padgett|padilla|pagan|paine|palacios|palumbo|pannell|pappas|paquette|paradis|paredes|parham|"
    "parnell|parr|parra|parris|parrish|parrott|parry|parsons|partin|partridge|patel|patten|patterson|patton|pauley|"
    "paulsen|paulson|paxton|payne|payton|peachey|pearce|pearson|pease|peck|pedersen|pederson|peebles|pelletier|"
    "pemberton|pena|pence|pendergrass|pendleton|penn|pennington|peoples|peralta|perdue|pereira|perez|perkins|"
    "perreault|perryman|peterman|peters|petersen|peterson|petrov|pettit|petty|pfeiffer|pham|phan|phelan|phelps|"
    "phillips|phipps|picard|pickard|pickens|pickering|pickett|pierce|pierson|pimentel|pina|pineda|pinson|pinto|"
    "pitt|pittman|pitts|platt|plunkett|poe|poindexter|poirier|polanco|polk|pollack|pollard|pollock|ponce|ponder|"
    "poole|poore|popov|porterfield|portillo|posey|poston|potts|poulin|powell|prado|prater|prather|pratt|prescott|"
    "presley|pressley|prewitt|pridgen|prieto|pringle|pritchard|pritchett|proffitt|pruett|pruitt|pryor|puckett|"
    "puente|pugh|pulido|pullen|pulliam|purcell|purdy|purnell|purvis|putman|putnam|pyle|",
    "|qualls|quarles|quezada|quigley|quinones|quintana|quintanilla|quintero|quiroz|",
    "|radcliffe|rader|radford|ragan|ragland|ragsdale|rahman|raines|rainey|rains|ralston|ramachandran|ramey|ramirez|"
    "ramos|ramsey|randle|rangel|rankin|rapp|rasmussen|ratcliff|ratliff|rawlings|rawls|reardon|reaves|rector|redd|"
    "reddick|redding|reddy|redman|redmond|reece|reeder|reedy|rees|reeves|reich|reilly|reinhardt|reis|rendon|renfro|"
    "renner|renteria|restrepo|reynolds|reynoso|rhoades|rhoads|rhodes|ricci|richards|richardson|richey|richmond|"
    "richter|rickard|ricker|ricketts|ricks|riddick|riddle|ridgeway|ridley|riggins|riggs|rigsby|rinehart|rios|"
    "ritchie|ritter|rivas|rivera|rizzo|roark|robbins|roberson|roberts|robertson|robinette|robins|robinson|robison|"
    "robles|roby|rocha|roche|rockwell|rodgers|rodrigues|rodriguez|rodriquez|roe|rogers|rojas|rollins|romano|romero|"
    "romo|rooney|roper|rosado|rosales|rosas|rosen|rosenberg|rosenthal|rossi|roth|roush|rowe|rowell|rowland|rowley|"
    "rubio|rucker|rudd|ruffin|ruiz|runyon|rushing|russo|rutherford|rutledge|ryder|",
    "|saavedra|sadler|saenz|sager|salas|salazar|salcedo|saldana|salgado|salinas|salisbury|salter|sampson|sams|"
    "samson|samuels|sanborn|sanchez|sander|sanders|sanderson|sandoval|sapp|sargent|satterfield|saucedo|saucier|"
    "sauer|saunders|saxton|saylor|scanlon|scarborough|schaefer|schaeffer|schafer|schaffer|schell|schilling|schmid|"
    "schmidt|schmitt|schmitz|schneider|schrader|schreiber|schroeder|schubert|schuler|schulte|schultz|schulz|"
    "schumacher|schuster|schwab|schwartz|schwarz|scroggins|scruggs|searcy|sears|seaton|seay|segura|seifert|seitz|"
    "selby|sepulveda|serna|serrano|seward|sewell|sexton|shackelford|shafer|shaffer|shah|shanks|shapiro|sharma|"
    "sharpe|shaver|shaw|shearer|sheehan|sheffield|shepard|sheppard|sherrod|shinn|shipley|shipman|shipp|shockley|"
    "shoemaker|shook|shuler|shull|shultz|sibley|siegel|sigler|sikes|siler|simmons|simms|simons|simpkins|simpson|"
    "sims|sinclair|singh|singletary|singleton|sisk|sisson|sizemore|skaggs|skelton|skidmore|slade|slater|sloan|"
    "slocum|slone|smalley|smalls|smallwood|smoot|snead|sneed|snell|snider|snodgrass|snowden|snyder|soares|solano|"
    "solis|soliz|somers|sommers|sorensen|sorenson|soriano|sosa|sotelo|soto|sousa|sowell|sowers|spangler|spann|"
    "spaulding|spears|speer|spence|spicer|spivey|spooner|sprague|spruill|spurlock|squires|stafford|stahl|staley|"
    "stallings|stallworth|stamper|stanfield|stapleton|starkey|starks|starnes|staten|staton|stclair|stearns|steed|"
    "steele|steen|stein|steinberg|steiner|stephens|stephenson|stepp|stevens|stevenson|stiles|stine|stinnett|"
    "stinson|stjohn|stockton|stoddard|stokes|stoner|storey|stovall|stover|stowe|stpierre|stratton|strauss|streeter|"
    "strickland|strother|stroud|stubblefield|stubbs|stuckey|suarez|suggs|sullivan|summers|sumner|sutherland|sutton|"
    "suzuki|swafford|swain|swann|swanson|swartz|sweat|sweeney|swenson|swisher|switzer|sykes|szabo|",
    "|tabor|tackett|taft|takahashi|talbert|talbot|talley|tanaka|tang|tapia|tate|tavares|teague|teel|templeton|"
    "thacker|thapa|tharp|thayer|thibodeau|thibodeaux|thigpen|thomason|thompson|thomson|thorne|thornton|thorpe|"
    "thrasher|tibbs|tidwell|tierney|tijerina|tillery|tilley|tillman|timmons|tinsley|tipton|tirado|tisdale|tobin|"
    "tolbert|toler|tolliver|tomlin|tomlinson|tompkins|torres|torrez|toth|tovar|townsend|trahan|trammell|trapp|"
    "traylor|treadwell|trejo|trevino|trevizo|trimble|triplett|tripp|trotter|trout|troutman|truitt|trujillo|tubbs|"
    "tuck|tucker|turley|turnbull|turpin|tuttle|",
    "|underwood|upchurch|upton|urbina|uribe|",
    "|vail|valadez|valdes|valdez|valenzuela|valle|vallejo|vanderberg|vandyke|vang|vanhorn|vann|varela|vargas|varner|"
    "varney|vasquez|vaughan|vaught|vazquez|vega|vela|velasco|velasquez|velazquez|velez|venegas|vergara|vick|"
    "vickers|vickery|vidal|vigil|villalobos|villanueva|villarreal|villegas|vinson|vogel|vogt|voss|",
    "|waddell|wadsworth|waggoner|wagner|wagoner|wahl|waite|wakefield|walden|waldron|waldrop|waller|walling|wallis|"
    "walsh|walters|wang|warfield|washburn|waterman|watkins|watson|watters|watts|waugh|weatherford|webb|webber|"
    "weber|weems|weinberg|weiner|weinstein|weiss|welch|weller|wellman|wendt|wentworth|wenzel|wertz|westbrook|"
    "westfall|westmoreland|wetzel|whalen|whaley|wharton|whatley|wheatley|wheeler|whipple|whitaker|whitehead|"
    "whitehurst|whiteside|whitfield|whiting|whitlock|whitlow|whitman|whitmore|whitson|whitt|whittaker|whitten|"
    "whittington|whittle|whitworth|wicker|wicks|wiggins|wilbanks|wilcox|wilde|wilder|wiles|wilkerson|wilkes|"
    "wilkins|wilkinson|wilks|willett|willey|williamson|willingham|willoughby|wills|willson|windham|winfield|"
    "winkler|winn|winslow|winstead|winters|wiseman|withers|witherspoon|witt|wofford|wolfe|wolff|wolford|womack|"
    "wong|woodall|woodard|woodcock|woodruff|woodson|woodward|woodworth|woody|wooten|workman|worley|worrell|"
    "worthington|wozniak|wray|wright|wylie|wyman|wynn|",
    "|xiong|",
    "|yamamoto|yancey|yanez|yarbrough|yates|yazzie|ybarra|yeager|yoder|yoshida|yost|youngblood|yu|",
    "|zamora|zapata|zarate|zavala|zeigler|zepeda|ziegler|zielinski|zimmer|zimmerman|zook|zuniga|",
};
/* clang-format on */

/* All names by their hashes: most words of a file are nobody's, and a list is only looked through for those that are. */
enum { PLACES = 1 << 15 };

struct hashes {
    uint32_t at[PLACES];
    size_t n;
};

static uint32_t hash_of(const char *text, size_t n) {
    uint32_t hash = phs_slice_hash(phs_slice_n(text, n));
    return hash ? hash : 1;
}

static uint32_t *place_of(struct hashes *hashes, uint32_t hash) {
    uint32_t place = (hash ^ hash >> 15) % PLACES;
    while (hashes->at[place] && hashes->at[place] != hash)
        place = (place + 1) % PLACES;
    return &hashes->at[place];
}

static void add_hashes(struct hashes *hashes, const char *const names[26]) {
    for (size_t letter = 0; letter < 26; letter++)
        for (const char *name = names[letter] + 1, *end; (end = strchr(name, '|')) != NULL; name = end + 1) {
            uint32_t hash = hash_of(name, (size_t)(end - name));
            if (++hashes->n > PLACES / 2)
                phs_die("more names than there is room for");
            *place_of(hashes, hash) = hash;
        }
}

static struct hashes all_names;

static void hash_names(void) {
    add_hashes(&all_names, given);
    add_hashes(&all_names, family);
}

static bool may_be_listed(const char *lower_name, size_t n) {
    static pthread_once_t hashed = PTHREAD_ONCE_INIT;
    pthread_once(&hashed, hash_names);
    return *place_of(&all_names, hash_of(lower_name, n)) != 0;
}

static bool is_listed(const char *const names[26], struct phs_slice word) {
    char text[LONGEST_GIVEN + 3] = "|";
    if (word.len < 2 || word.len > LONGEST_GIVEN || !isalpha((unsigned char)word.ptr[0]))
        return false;
    for (size_t i = 0; i < word.len; i++) {
        if (!isalpha((unsigned char)word.ptr[i]))
            return word.ptr[i] == '-' && i > 1 && is_listed(names, phs_slice_n(word.ptr, i)); /* Mary-Ann */
        text[1 + i] = (char)tolower((unsigned char)word.ptr[i]);
    }
    text[1 + word.len] = '|';
    return may_be_listed(text + 1, word.len) && strstr(names[text[1] - 'a'], text) != NULL;
}

/* Whether one of the words is somebody's name: "Marta Halvorsen", "HALVORSEN, MARTA", "HALVORSEN^MARTA". */
bool phs_health_has_known_name(struct phs_slice value) {
    size_t start = 0;
    for (size_t i = 0; i <= value.len; i++) {
        if (i < value.len && (isalpha((unsigned char)value.ptr[i]) || value.ptr[i] == '-'))
            continue;
        struct phs_slice word = phs_slice_n(value.ptr + start, i - start);
        if (is_listed(given, word) || is_listed(family, word))
            return true;
        start = i + 1;
    }
    return false;
}
