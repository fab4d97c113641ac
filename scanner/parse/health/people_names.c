/* SPDX-License-Identifier: Apache-2.0 */
/* What people are called: given and family names that are common in the United States, in the languages that are spoken there.
 * Words that are more often something else ("Grant", "Mark", "Will", months, towns) are left out: a name alone proves nothing,
 * and two capitals in a row are more often a title than somebody. */
#include <ctype.h>

#include "parse/health/record.h"

enum { LONGEST_GIVEN = 20 };

/* clang-format off */
/* By their first letter. */
static const char *const given[26] = {
    "|aaliyah|aarav|aaron|abby|abdul|abdullah|abel|abena|abigail|abimbola|abraham|adaeze|adaku|adalberto|adam|addison|"
    "adebayo|adela|adele|adeline|aditi|aditya|adnan|adolfo|adrian|adriana|adrienne|afua|agatha|agnes|agnieszka|"
    "agustin|ahmad|ahmed|ahmet|aida|aidan|aiden|aiko|aileen|aimee|aisha|aisling|aiyana|ajay|akash|akira|akosua|alan|"
    "alana|alasdair|alba|albert|alberto|aldo|alejandra|alejandro|aleksander|aleksandra|aleksei|alessandra|alex|alexa|"
    "alexander|alexandra|alexandre|alexandria|alexei|alexis|alfonso|alfred|alfredo|ali|alice|alicia|alina|alisa|"
    "alison|allan|allen|allison|alma|alondra|alonzo|alphonse|alton|alvaro|alvin|alyssa|amadou|amanda|amara|amaya|"
    "amber|ambrose|ameera|amelia|amelie|amina|aminata|amir|amit|amna|amol|amos|amrita|amy|ana|anahi|anand|ananya|"
    "anastacia|anastasia|anders|andre|andrea|andreas|andrei|andres|andrew|andrzej|andy|aneesa|angela|angelica|"
    "angelina|angelo|angie|angus|anika|anil|anita|anjali|ann|anna|annabelle|anne|anneliese|annette|annie|anouk|ansel|"
    "anselm|anthony|antoine|anton|antonella|antonia|antonio|antwan|anwar|anya|aoife|aparna|arabella|araceli|aram|"
    "arash|archana|archibald|archie|ariana|arianna|ariel|arif|arjun|arlene|armaan|arman|armand|armando|arnold|arthur|"
    "artur|arturo|arun|arvind|aryan|asa|asad|asha|ashanti|ashley|ashok|ashraf|asif|asma|astrid|athena|atticus|aubrey|"
    "audra|audrey|augusto|aurelia|aurora|ava|avery|axel|ayaan|ayana|ayesha|aylin|azalea|",
    "|babak|babatunde|bahar|bailey|balaji|baraka|barbara|barney|barry|bart|bartholomew|bartosz|bashir|batya|bea|beata|"
    "beatrice|beatrix|beatriz|becky|behrouz|belinda|bella|ben|benedict|benicio|benita|benito|benjamin|bennett|"
    "bernadette|bernadine|bernard|bernardine|bernardo|bernice|bert|bertha|beryl|bessie|beth|bethany|betsy|betty|"
    "beulah|beverly|bianca|bianka|bibi|bilal|billie|billy|birgit|bishop|bjorn|blake|blanca|blanche|bob|bobby|bogdan|"
    "boniface|bonnie|boris|bozena|brad|bradford|bradley|brady|brandi|brandon|brandy|branislav|breanna|breanne|brenda|"
    "brendan|brennan|brent|bret|brett|brian|briana|brianna|bridget|brigid|brigida|brigitte|britney|brittany|brittney|"
    "brock|brody|bronislaw|bronwyn|brooke|bruce|bruno|bryan|bryce|bryn|byron|",
    "|caitlin|caleb|callie|calvin|cameron|camila|camilla|camille|candace|candice|caoimhe|cara|carl|carla|carlo|carlos|"
    "carlotta|carlton|carly|carmela|carmelita|carmella|carmen|carmine|carol|carole|caroline|carolyn|carrie|carroll|"
    "cary|casey|casimir|cassandra|cassie|cassius|catalina|catarina|cathal|catherine|cathleen|cathy|cecelia|cecil|"
    "cecile|cecilia|cecily|cedric|celeste|celia|celine|cesar|chad|chana|chandler|chantal|charlene|charles|charlie|"
    "charlotte|chaya|chelsea|cheryl|chester|cheyenne|chiamaka|chiara|chidi|chika|chinedu|chinonso|chinwe|chloe|chris|"
    "christa|christian|christina|christine|christopher|christy|cian|ciara|cillian|cindy|claire|clara|clarence|"
    "clarissa|clark|claude|claudette|claudia|claudio|clayton|clemence|clement|clementine|cleo|cleveland|clifford|"
    "clifton|clint|clinton|clovis|clyde|cody|colby|cole|colette|colin|colleen|concepcion|connie|connor|conor|conrad|"
    "constance|consuelo|cora|cordelia|coretta|corey|corinne|cornelia|cornelius|cory|cosmo|courtney|craig|cressida|"
    "cristian|cristina|cristobal|curtis|cynthia|cyril|cyrus|",
    "|daisuke|daisy|daiyu|dalton|damaris|damian|damien|damon|dan|dana|danica|daniel|daniela|danielle|danny|dante|"
    "danuta|daphne|darcy|daria|dariela|darin|darius|darko|darla|darlene|darnell|darrell|darren|darryl|darya|daryl|"
    "dashiell|dave|david|davinder|dawood|deandre|deanna|debbie|deborah|debra|declan|deepa|deepak|deirdre|deja|"
    "delaney|delbert|delia|delilah|della|delores|delphine|delroy|demetria|demetrius|denis|denise|denisha|dennis|"
    "denzel|derek|derrick|deshawn|desiree|desmond|desta|devansh|devika|devin|devon|dewayne|dewi|dhruv|diana|diane|"
    "dianna|dianne|diego|dieter|dilip|dima|dimas|dimitri|dina|dinah|dinesh|dirk|divina|divya|dmitri|dmitry|dolores|"
    "domingo|dominic|dominique|donald|dong|donna|donnie|donovan|dora|doreen|dorian|doris|dorota|dorothea|dorothy|"
    "doug|douglas|dragan|duane|duc|dulce|duncan|dung|durga|dusan|dustin|dwayne|dwight|dylan|",
    "|earnest|ebenezer|ebere|ebony|eddie|edgar|edith|edmond|edmund|edna|eduarda|eduardo|edward|edwin|effie|efrain|"
    "efua|egor|eileen|ekaterina|elaine|elba|eleanor|elena|eli|eliana|elias|elif|elijah|elisa|elisabeth|elise|elisha|"
    "eliza|elizabeth|ella|ellen|elliot|elliott|ellis|elmer|elmira|eloisa|eloise|elsa|elsie|elton|elvira|elwood|"
    "emanuel|emeka|emerson|emil|emilia|emiliano|emilie|emilio|emily|emma|emmanuel|emmett|emre|enid|enrico|enrique|"
    "ephraim|erasmo|eric|erica|erich|erick|erik|erika|erin|ernest|ernestine|ernesto|ernst|errol|ervin|erwin|erzsebet|"
    "esi|esmeralda|esperanza|esra|esteban|estella|estelle|ester|esther|ethan|ethel|etienne|etta|eudora|eugene|"
    "eugenia|eun|euna|eunice|eunji|eustace|eva|evan|evangeline|evelyn|everett|ewa|ezekiel|ezinne|ezra|",
    "|fabian|fabio|fadi|fahad|faisal|faiza|fannie|farah|farhan|farid|farida|farzana|fatima|fatimah|fatma|fatou|faye|"
    "federico|fedor|felicia|felicitas|felicity|felipe|felix|femi|fenella|ferdinand|fergus|fernand|fernanda|fernando|"
    "fidel|filip|filomena|finlay|finn|fiona|flavia|flora|florian|floyd|folake|frances|francesca|francesco|francine|"
    "francis|francisco|francois|frank|frankie|franklin|frantz|fred|freda|freddie|frederic|frederick|freida|freya|"
    "frieda|fritz|fumiko|funmilayo|",
    "|gabriel|gabriela|gabriella|gabrielle|gael|gaetano|gail|galina|ganesh|garrett|garry|gary|gaurav|gavin|gayle|"
    "gemma|genaro|genevieve|gennady|geoffrey|george|georgette|georgina|gerald|geraldine|gerard|gerardo|gertrude|"
    "ghassan|gianna|gideon|gilbert|gilberto|gina|giorgio|giovanni|gisela|giselle|giulia|gladys|glen|glenda|glenn|"
    "gloria|gonzalo|goran|gordon|grace|gracia|gracie|graciela|graham|graziella|greg|gregg|gregory|greta|gretchen|"
    "griffin|grigori|guadalupe|guido|guillermina|guillermo|gulnara|gunnar|gunther|gurpreet|gus|gustav|gustavo|gwen|"
    "gwendolyn|",
    "|hadiya|hadley|haider|haile|hailey|hakim|hal|haley|hamid|hamza|hana|hanan|haneul|hank|hanna|hannah|hannelore|"
    "hans|harjit|harold|haroon|harper|harpreet|harriet|harrison|harry|haruka|haruki|harvey|hasan|hassan|hassana|"
    "hatice|hattie|hazel|heather|hector|hedwig|heidi|heinrich|helen|helena|helene|helga|helmut|hendrik|henri|"
    "henrietta|henrik|henry|herbert|heriberto|herman|hideki|hilario|hilary|hilda|hillary|hiram|hiroko|hiroshi|hisham|"
    "hoang|holly|honora|horace|horatio|hortense|hortensia|howard|hubert|hugh|hugo|humberto|hussein|hyacinth|hye|",
    "|ian|ibrahim|ibrahima|ichiro|ida|idris|ife|ifeoma|ignacia|ignacio|ignatius|igor|ikram|ilana|ilse|ilya|imani|"
    "imelda|imogen|imran|ina|inderjit|indira|ines|inez|inga|ingeborg|ingrid|ionut|ira|irene|irina|iris|irma|irving|"
    "isaac|isabel|isabella|isabelle|isadora|isaiah|isaias|isamu|isha|ishaan|ishita|isidro|ismael|isolde|itzel|ivan|"
    "ivana|ivo|ivonne|iwona|izabela|",
    "|jabari|jacek|jacinta|jack|jackie|jacob|jacqueline|jacques|jada|jade|jadwiga|jaime|jake|jakob|jakub|jamal|james|"
    "jamie|jamila|jamison|jana|jane|janelle|janet|janice|janie|janine|janusz|jared|jarek|jaroslav|jasleen|jasmin|"
    "jasmine|jason|jasper|jaswinder|javad|javier|javon|jay|jaya|jayden|jayne|jean|jeanette|jeanne|jeannette|jeannie|"
    "jed|jeff|jeffery|jeffrey|jelena|jenna|jennie|jennifer|jenny|jens|jerald|jeremiah|jeremy|jermaine|jerome|jerry|"
    "jerzy|jesse|jessica|jessie|jiho|jill|jillian|jim|jimena|jimmie|jimmy|jing|jiro|jiwoo|jo|joachim|joan|joann|"
    "joanna|joanne|joao|joaquin|joaquina|jocasta|jocelyn|jodi|jody|joe|joel|joelle|joey|johan|johann|johanna|"
    "johannes|john|johnathan|johnnie|johnny|jolanta|jolene|jomo|jon|jonah|jonas|jonathan|joni|jorge|jose|josef|"
    "josefina|joseph|josephine|josh|joshua|josiah|josie|josue|jovan|jovana|joyce|joze|juan|juana|juanita|judith|judy|"
    "juergen|jules|julian|juliana|julianne|julie|juliet|julio|julius|junior|junko|jurgen|justin|justina|justine|"
    "jutta|",
    "|kadiatou|kai|kaitlin|kaitlyn|kaito|kali|kalpana|kamal|kamala|kamil|kamila|kanako|kanye|kapil|kara|karan|karen|"
    "karim|karin|karina|karl|karla|karthik|kasey|kasia|kasimir|katarina|katarzyna|kate|katelyn|kateryna|katharina|"
    "katharine|katherine|kathleen|kathryn|kathy|katie|katrina|katy|kaveh|kavita|kay|kaya|kayla|kazuko|kazuo|keiko|"
    "keiran|keisha|keith|kelechi|kelley|kelli|kelly|kelsey|kelvin|kemal|kemi|ken|kendal|kendall|kendra|kendrick|"
    "kenji|kenneth|kenny|kent|kenta|kenya|kermit|kerri|kerry|keshav|kevin|khadija|khalid|khalil|khanh|khushi|kiara|"
    "kieran|kieron|kimberly|kiran|kirill|kirk|kirsten|kitty|klaus|kofi|kofo|kojo|konrad|krishna|krista|kristen|"
    "kristi|kristin|kristina|kristine|kristopher|krystal|krystyna|krzysztof|ksenia|kunal|kurt|kwabena|kwaku|kwame|"
    "kwesi|kyle|kylie|kyra|",
    "|lacey|laci|laila|lakeisha|lakshmi|laleh|lamar|lamont|lana|laquita|lara|larry|lars|laszlo|latasha|lateef|latifah|"
    "latisha|latoya|laura|laurel|lauren|laurence|laurie|lavonne|lawrence|layla|lazaro|lea|leah|leandra|leandro|"
    "leanne|leif|leigh|leila|leilani|lela|leland|lena|lenora|leo|leocadia|leon|leona|leonard|leonardo|leonid|leonor|"
    "leonora|leopold|leopoldo|lerato|leroy|lesley|leslie|lester|leszek|leticia|lev|lewis|liam|liana|lidia|lidiya|"
    "liesl|lila|lilian|liliana|lillian|lillie|lily|lina|linda|lindiwe|lindsay|lindsey|ling|linh|linus|lionel|lisa|"
    "lisbeth|liz|liza|ljubica|lloyd|loc|logan|lois|lola|lonnie|lora|lorena|lorene|lorenzo|loretta|lori|lorna|"
    "lorraine|lotte|lou|louella|louie|louis|louisa|louise|lourdes|lubna|lucas|lucasz|lucia|lucian|luciana|lucie|"
    "lucille|lucinda|lucy|ludmila|ludwig|luigi|luis|luisa|lukas|luke|lula|lupe|lupita|luther|luz|lydia|lydie|lyle|"
    "lynda|lynette|lynn|lynne|lyudmila|",
    "|maarten|mabel|macarena|maciej|mack|mackenzie|macy|madeleine|madeline|madhu|mae|magda|magdalena|maggie|magnolia|"
    "magnus|mahmoud|mahnoor|mai|maisie|makayla|makena|maksim|malcolm|malgorzata|malia|malik|malika|malka|mallory|"
    "mamadou|mamie|mandla|mandy|manish|manny|manoj|manpreet|manuel|manuela|mara|marc|marcel|marcela|marcella|marcia|"
    "marco|marcos|marcus|mareike|marek|maren|margaret|margarita|margery|margie|margit|margo|margot|marguerite|maria|"
    "mariah|mariam|marian|mariana|marianne|maribel|maricela|marie|mariel|marietta|marilyn|marina|mario|marion|marisa|"
    "marisol|marissa|maritza|mariusz|marjorie|markku|markus|marla|marlene|marlin|marlon|marsha|marshall|marta|martha|"
    "martin|martina|marty|marvin|marwa|mary|maryam|maryann|mateo|mateusz|mathilde|matilda|mats|matt|matteo|matthew|"
    "matthias|mattie|maud|maude|maura|maureen|maurice|mauricio|maurizio|mavis|maxim|maxine|maxwell|maya|mayra|mayumi|"
    "mbali|meera|megan|meghan|mehdi|mehmet|mei|melanie|melba|melchor|melinda|melissa|melody|melvin|meng|mercedes|"
    "meredith|merlin|merve|mette|mia|micaela|michael|michaela|micheal|michel|michele|michelle|miguel|mihai|mihail|"
    "mikael|mike|mikhail|mila|milan|milburn|mildred|milena|millicent|millie|milo|milos|milton|mimi|mina|ming|minh|"
    "mira|miranda|mireille|miriam|miroslav|misael|mitchell|mitsuko|miyuki|mohamed|mohammad|mohammed|mohan|moira|"
    "moises|mollie|molly|momoko|mona|monica|monika|monique|monroe|mordechai|morgan|morris|mortimer|mose|moses|moshe|"
    "moustafa|muhammad|murali|muriel|musa|mustafa|mya|mykola|myles|myra|myrna|myron|myrtle|",
    "|nabil|nadezhda|nadia|nadine|nagesh|naledi|nam|nanami|nancy|nanette|naoko|naomi|narges|nasir|nasrin|nasser|"
    "natalia|natalie|natalya|natasha|nate|nathan|nathaniel|nayara|nayeli|neal|ned|neema|neeraj|neha|nehal|neil|"
    "nelida|nell|nellie|nelson|nena|nestor|nettie|nevaeh|ngoc|ngozi|nguyet|nhung|nia|nicanor|nicholas|nichole|nick|"
    "nicola|nicolae|nicolas|nicole|nicoletta|nidhi|niels|nigel|nikhil|niki|nikita|nikki|nikolai|nils|nilufar|nimah|"
    "nina|niraj|nisha|nisreen|nita|nitin|nkechi|nnamdi|noah|noam|noel|noelle|noemi|noemie|nola|nomvula|noor|nora|"
    "norah|noreen|noriko|norma|norman|norris|nuno|nur|nura|nuria|nurul|nyla|",
    "|obinna|octavia|octavian|octavio|odalys|odessa|odette|ofelia|oksana|oladele|olaf|olamide|olayinka|oleg|oleksandr|"
    "olena|olga|oliver|olivia|olivier|ollie|olumide|oluwaseun|omar|omari|omer|ona|oona|ophelia|oren|orla|orlaith|"
    "orlando|orsolya|orville|oscar|osman|osvaldo|oswald|otilia|otis|ottilie|otto|oumar|ousmane|owen|ozlem|",
    "|pablo|padraig|paige|palmer|palmira|paloma|pam|pamela|panagiotis|paolo|parisa|parvaneh|parvati|parveen|pasha|"
    "patrice|patricia|patrick|patrizia|patryk|patsy|patty|paul|paula|paulette|paulina|pauline|pavel|pawel|payal|"
    "pedram|pedro|peggy|penelope|petar|pete|peter|petra|petros|phil|philip|philippa|philippe|phillip|phoebe|phuong|"
    "phyllis|piero|pierre|piers|pilar|pinar|piotr|piyush|polly|pooja|prabhjot|pradeep|prakash|pranav|praveen|preeti|"
    "preston|primo|prisca|priscilla|priya|priyanka|purnima|",
    "|qasim|quang|quentin|quincy|quinn|quintessa|quinton|qun|",
    "|rachel|rachelle|radhika|rafael|rafaela|rafaella|rafiq|raghav|raheem|rahim|rahma|rahul|raisa|raj|raja|rajan|"
    "rajesh|rajiv|rajni|rakesh|ralph|ramesh|rami|ramin|ramiro|ramon|ramona|randal|randall|randi|randolph|randy|"
    "ranjit|raphael|raquel|rashad|rasheeda|rashid|rashida|raul|ravi|ravindra|raymond|raymundo|rayna|razia|reba|"
    "rebecca|rebekah|reem|reese|reggie|regina|reginald|reginaldo|reid|reiko|reina|reinhard|rekha|remedios|remy|rena|"
    "renata|rene|renee|renuka|reuben|rex|reyna|reza|rhiannon|rhoda|rhonda|ricarda|ricardo|richard|rick|rickey|ricky|"
    "rigoberto|riku|riley|rina|rishi|rita|ritika|ritu|rizwan|robbie|robert|roberta|roberto|robin|robyn|rocco|"
    "rochelle|rocio|roderick|rodney|rodolfo|rodrigo|rogelio|roger|rohan|rohit|roisin|roland|rolando|rolf|romain|"
    "romeo|ron|ronald|ronan|ronnie|rory|rosa|rosalba|rosalie|rosalind|rosalinda|rosalyn|rosanna|rosario|rosaura|"
    "roscoe|rose|roseann|rosella|rosemarie|rosemary|rosetta|roshan|rosie|ross|rowan|rowena|roxana|roxanne|roy|ruben|"
    "ruchi|rudolf|rudolph|rudy|rufus|rui|rukmini|rupert|ruslan|russell|ruth|ryan|ryoko|",
    "|saad|saanvi|saba|sabina|sabrina|sabrine|sachiko|sadia|sadie|sadiq|saeed|safiya|sahar|sahil|said|sakina|sakura|"
    "salim|sally|salma|salome|salvador|salvatore|sam|samantha|samir|samira|sammy|samuel|sana|sandeep|sandor|sandra|"
    "sandy|sanjana|sanjay|sanna|santana|santiago|saoirse|sara|sarah|saraswati|sarita|sasha|satoshi|satya|saul|savita|"
    "scott|seamus|sean|sebastian|sebastiano|sefa|segun|seiji|selena|selim|selina|selma|semaj|senait|seraphina|serena|"
    "serge|sergei|sergey|sergio|serhii|seth|severin|shabnam|shahid|shahin|shahnaz|shaista|shakira|shalini|shana|"
    "shane|shanice|shaniqua|shankar|shanna|shannon|shaquille|sharad|sharif|sharon|shaun|shauna|shawn|shawna|shayla|"
    "sheena|sheila|shelby|sheldon|shelia|shelley|shelly|sherman|sherri|sherry|sheryl|shigeru|shilpa|shinji|shira|"
    "shirin|shirley|shiv|shreya|shruti|shu|siddharth|sidney|siegfried|sigrid|sigurd|sila|silas|silvia|silvio|simon|"
    "simona|simone|sina|sinead|siobhan|siti|skye|skylar|slawomir|sneha|sofia|sofie|sofija|soledad|solomon|solveig|"
    "somchai|sondra|sonia|sonja|sonya|sophia|sophie|soraya|soren|souleymane|spencer|srinivas|stacey|stacie|stacy|"
    "stan|stanislav|stanislaw|stanley|stefan|stefania|stefanie|stefano|stella|stellan|stepan|stephan|stephanie|"
    "stephen|steve|steven|stewart|stuart|subhash|sudha|suki|suleiman|sultana|suman|sumiko|sundar|sunil|sunita|suresh|"
    "surya|susan|susana|susanna|susanne|sushma|susie|suzanne|suzette|svea|sven|svetlana|swapna|swati|sybil|syed|"
    "sylvester|sylvia|szymon|",
    "|tabatha|tabitha|tadeo|tadeusz|taiwo|takashi|takeshi|talal|talia|tamar|tamara|tameka|tamika|tammy|tanisha|tanvi|"
    "tanya|tara|taras|tarek|tariq|tasha|tatiana|tatsuya|tatyana|taylor|tayo|ted|temitope|tennille|teodoro|terence|"
    "teresa|tereza|teri|terrance|terrell|terrence|terri|terry|tess|tessa|thabo|thaddeus|thanh|thao|thelma|themba|"
    "theo|theodora|theodore|theresa|therese|theresia|thiago|thomas|thomasina|thora|thorsten|thulani|thuy|tia|tian|"
    "tiana|tiffany|tigran|tim|timofey|timothy|tina|tobiah|tobias|toby|todd|tolga|tom|tomas|tomasa|tomasz|tommie|"
    "tommy|tomoko|toni|tony|tonya|tori|torsten|tove|tracey|traci|tracy|trang|travis|treasa|trent|trevor|tricia|trina|"
    "trinh|trisha|tristan|trudy|truong|tuan|tunde|tuyet|tyler|tyra|tyree|tyrell|tyrese|tyrone|tyson|",
    "|uchenna|ulla|ulrich|ulrike|ulysses|umair|umar|umesh|unathi|ursula|usha|usman|uzma|",
    "|vaibhav|valentin|valentina|valeria|valerie|valeriy|vandana|vanessa|vanja|varun|vasiliki|vasily|vaughn|veda|veer|"
    "velma|venkat|venkatesh|vera|verity|verna|vernon|veronica|veronika|vesna|vicente|vicki|vickie|vicky|victor|vidya|"
    "vihaan|vijay|vikas|vikram|viktor|viktoria|vilma|vinay|vince|vincent|vincenzo|vineet|vinh|vinod|viola|violet|"
    "violeta|virgil|vishal|vitaly|vivian|viviana|vivienne|vlad|vladimir|vusi|vytautas|",
    "|wade|waldo|waleed|walid|walker|wallace|wally|walter|wanda|wanjiru|waqar|warren|wassim|wayne|wei|wen|wendell|"
    "wendy|werner|wesley|whitney|wiktor|wilbert|wilbur|wilda|wiley|wilfred|wilfredo|wilhelm|wilhelmina|willa|willard|"
    "william|willie|willis|wilma|wilson|winifred|winnie|winston|wiremu|wojciech|wolfgang|woodrow|wyatt|",
    "|xander|xavier|xenia|ximena|xin|xiomara|xiu|",
    "|yaa|yael|yahir|yahya|yamileth|yan|yana|yara|yaroslav|yasir|yasmin|yasmine|yasuko|yaw|yelena|yesenia|yesim|"
    "yevgeni|yevgenia|yiannis|yigit|ying|yiorgos|yitzhak|yoko|yolanda|yong|yosef|yoshiko|yousef|yousra|ysabel|yuki|"
    "yulia|yuliana|yumi|yuna|yuri|yuriko|yusra|yusuf|yvette|yvonne|",
    "|zachariah|zachary|zachery|zahid|zahra|zainab|zaira|zaki|zara|zawadi|zbigniew|zdenek|zeenat|zehra|zeke|zelda|"
    "zelma|zena|zeynab|zeynep|zhanna|zhen|zlata|zoe|zoey|zofia|zoila|zoltan|zora|zsofia|zubaida|zuleika|zuri|zvi|",
};

static const char *const family[26] = {
    "|abbott|abdi|abdullahi|abernathy|acevedo|acosta|adams|adeyemi|adler|aguilar|aguirre|ahmadi|aldridge|alfaro|"
    "alvarado|alvarez|andersen|anderson|andrade|andrews|anguiano|aquino|aranda|arellano|armstrong|arroyo|arsenault|"
    "atkins|atkinson|avila|ayala|",
    "|bagley|bajwa|baldwin|banerjee|barajas|barbosa|barrera|barrett|barrios|barron|bartlett|batista|bauer|bautista|"
    "beasley|becerra|beckett|beltran|benitez|benson|bergeron|berglund|bernal|bhatt|bianchi|blackwell|blair|blanchard|"
    "bledsoe|boateng|bondarenko|bouchard|boudreaux|boyd|bradshaw|bravo|briggs|briscoe|brubaker|bryant|buchanan|"
    "buckley|burgess|burke|burnett|bustamante|byrne|",
    "|caballero|cabrera|calderon|caldwell|calloway|camacho|campbell|campos|cantu|cardenas|cardona|carlson|carmichael|"
    "carney|caron|carranza|carrillo|carver|casillas|castaneda|castellanos|castillo|castro|cavanaugh|cervantes|"
    "chakraborty|chaudhry|chavez|cisneros|clements|coleman|collins|contreras|conway|coronado|correa|cortes|cortez|"
    "costello|crawford|cuevas|cummings|cunningham|",
    "|daniels|davenport|davidson|davies|davila|davis|dawson|delacruz|deleon|delgado|desai|dewitt|diaz|dickerson|"
    "dickinson|dillard|dixon|dobson|dominguez|donahue|donaldson|dougherty|doyle|dubois|dudley|duffy|dunlap|duong|"
    "duran|durham|",
    "|echeverria|edwards|ellington|ellison|enriquez|erickson|escobar|espinosa|espinoza|esquivel|estrada|evans|",
    "|farrell|faulkner|ferguson|fernandes|fernandez|ferrara|ferrari|ferrell|figueroa|finley|fischer|fitzgerald|"
    "fitzpatrick|flaherty|flanagan|fleming|fletcher|flynn|foley|fontaine|fontenot|forbes|fournier|fowler|franco|"
    "frazier|friedman|fuentes|",
    "|galindo|gallagher|gallardo|gallegos|galloway|galvan|garcia|garrison|garza|gauthier|gentry|gibbons|gibbs|gibson|"
    "gillespie|gilmore|giordano|goldberg|goldman|goldstein|gomez|goncalves|gonzales|gonzalez|goodman|goodwin|gorman|"
    "grabowski|granger|greenberg|greene|greer|griffith|grimes|guerra|guerrero|gunderson|gupta|gutierrez|guzman|",
    "|hagan|hammond|hampton|hancock|hansen|hanson|harding|hargrove|harmon|harrell|harrington|harris|hartman|hatfield|"
    "hawkins|hayes|haynes|henderson|hendricks|henriquez|hensley|henson|hernandez|herrera|herring|hickman|hicks|"
    "hidalgo|higgins|hinojosa|hinton|hodges|hoffman|hogan|holbrook|holcomb|holloway|holmes|hopkins|hornsby|horton|"
    "howell|hubbard|huber|hudson|huerta|huffman|hughes|humphrey|hurley|hurst|hutchinson|huynh|",
    "|ibarra|inoue|iyer|",
    "|jacobs|jacobson|jankowski|jaramillo|jenkins|jennings|jensen|jimenez|johansen|johansson|johns|johnson|johnston|"
    "joyner|juarez|",
    "|kaminski|kapoor|kaufman|kaur|keller|kennedy|khan|kirby|kirkland|kirkpatrick|klein|kline|koch|kovac|kovacs|"
    "kowalczyk|kowalski|krause|krishnan|krueger|kuznetsov|",
    "|lachance|langley|larkin|larsen|larson|lawson|leblanc|ledbetter|leduc|lefebvre|lemieux|leung|levine|lindstrom|"
    "lopez|lowery|lozano|lucero|lugo|lundgren|luong|lynch|",
    "|macdonald|macias|mackey|maddox|madrigal|mahoney|maldonado|malone|mancini|manning|marchetti|marquez|martell|"
    "martinez|mascarenhas|mathews|mathis|matsumoto|matthews|maynard|mcallister|mcbride|mccall|mccann|mccarthy|"
    "mccarty|mcclain|mccormick|mccoy|mccullough|mcdaniel|mcdonald|mcdowell|mcgee|mcgill|mcgrath|mcguire|mcintosh|"
    "mcintyre|mckay|mckee|mckenna|mckenzie|mckinney|mcknight|mclaughlin|mclean|mcleod|mcmahon|mcmillan|mcneil|"
    "mcpherson|mcqueen|medeiros|medina|medrano|mehta|mejia|melendez|melton|mendes|mendez|mendoza|menendez|mercado|"
    "merritt|meyer|meyers|michaud|middleton|moldovan|molina|monahan|montalvo|montano|montes|montgomery|montoya|"
    "mooney|moore|morales|moran|moreau|moreno|moriarty|morin|morrison|morrow|morton|mueller|mukherjee|mullen|mullins|"
    "munoz|murillo|murphy|murray|myers|",
    "|naidu|nair|najera|nakamura|nava|navarro|newell|nguyen|nichols|nicholson|nielsen|nieves|nolan|noonan|norton|"
    "novak|nunez|",
    "|obrien|ocampo|ochoa|oconnell|oconnor|odonnell|okafor|okeefe|okonkwo|olivares|olsen|olson|oneal|oneill|orozco|"
    "ortega|ortiz|osborne|osei|osullivan|ouellette|owens|",
    "|pacheco|padgett|padilla|palacios|pappas|paquette|paredes|parra|parrish|partridge|patel|patterson|patton|paulson|"
    "payne|pearson|pedersen|pelletier|perez|perkins|perreault|petersen|peterson|petrov|pham|phan|phelps|phillips|"
    "pickett|pierce|pineda|pittman|poirier|ponce|popov|portillo|powell|prescott|pritchard|pruitt|puente|pugh|",
    "|quinones|quintana|quintero|quiroz|",
    "|radcliffe|rahman|ramachandran|ramirez|ramos|rangel|rasmussen|reddy|reeves|reilly|reinhardt|renteria|restrepo|"
    "reyes|reynolds|rhodes|richards|richardson|richmond|riddle|riggs|ritter|rivas|rivera|robbins|roberson|roberts|"
    "robertson|robinson|robles|rocha|rodgers|rodrigues|rodriguez|rogers|rojas|rollins|romano|romero|rosado|rosales|"
    "rosen|rosenberg|rosenthal|rossi|rowe|rowland|rubio|rucker|ruiz|russo|rutledge|",
    "|saavedra|salas|salazar|salcedo|salgado|salinas|sanchez|sanders|sandoval|sanford|sapp|saunders|schaefer|schmidt|"
    "schneider|schroeder|schultz|schumacher|schwartz|schwarz|segura|sepulveda|serrano|sexton|shaffer|shah|sharma|"
    "shaw|shea|shelton|sheppard|sherwood|silva|simmons|simms|simpson|sims|singh|singleton|solis|sorensen|soriano|"
    "sosa|soto|spears|stafford|stanton|stein|stephens|stephenson|stevens|stevenson|stokes|stratton|strickland|suarez|"
    "sullivan|suzuki|swanson|sweeney|szabo|",
    "|takahashi|tanaka|tapia|thapa|thibodeaux|thompson|thornton|thorpe|torres|townsend|tran|trevino|trevizo|trujillo|"
    "turnbull|tuttle|",
    "|underwood|upton|urbina|",
    "|valdez|valenzuela|vance|vanderberg|vargas|vasquez|vazquez|vega|velasco|velasquez|velez|venegas|vergara|vickers|"
    "villalobos|villanueva|villarreal|vinson|vogel|",
    "|wagner|walden|waldron|walsh|walton|warner|watkins|watson|watts|weinberg|weinstein|weiss|wentworth|whitaker|"
    "whitehead|whitfield|whitley|whitlock|whitman|whittaker|wiggins|wilcox|wilder|wilkerson|wilkins|wilkinson|"
    "williams|williamson|winkler|winters|witherspoon|wolfe|womack|woodard|woodruff|woodward|wozniak|",
    "|",
    "|yamamoto|yates|yoshida|yu|",
    "|zamora|zapata|zavala|zielinski|zimmerman|zuniga|",
};
/* clang-format on */

/* All names by their hashes: most words of a file are nobody's, and a list is only looked through for those that are. */
enum { PLACES = 1 << 14 };

struct hashes {
    uint32_t at[PLACES];
    size_t n;
};

static uint32_t hash_of(const char *text, size_t n) {
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < n; i++)
        hash = (hash ^ (unsigned char)text[i]) * 16777619u;
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

static bool may_be_listed(const char *lower_name, size_t n) {
    static _Thread_local struct hashes hashes;
    if (!hashes.n) {
        add_hashes(&hashes, given);
        add_hashes(&hashes, family);
    }
    return *place_of(&hashes, hash_of(lower_name, n)) != 0;
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
