//! Common given names, and whose they mostly are.

/// Of men.
pub const MEN: &str = "aaron adam ajith akshay al alan albert alec alejandro alex alfonso alfred allu amitabh andrew andy \
    ang anthony antonio arnold art barry ben benedict bill bob bong brad brian bruce bryan burt \
    cary charles chris christian christopher cillian clint clive colin conor cory craig curtis dan \
    daniel danny darren dave david dax dean denis dennis denzel derek dev dominic donald doug drew duane \
    dustin dwayne dylan eddie edward eli elijah elvis emilio emmanuel emmett enrique eric ernest ethan \
    evan ewan ezra fabio felix fernando francesco francis francisco frank franklin fred freddie garrett \
    gary gavin gene geoffrey george gerard giovanni glen glenn gordon graham grant greg guillermo gus \
    hamish hank hans harrison harry harvey hayao heath hector henry hideo hiroshi hugh hugo humphrey ian \
    idris ignacio ilya isaac ivan jack jake james jared jason jaume javier jay jean jeff jeremy jerry \
    jesse jim jimmy joaquim joaquin joe joel johan john johnny jon jonathan jordan jorge jose joseph \
    josh josé juan jude julian julio justin jérôme kamal karl keanu ken kenneth kevin kiefer kirk \
    klaus kofi kurt kyle lance larry lars lawrence lee leo leonardo levi lewis liam lin-manuel lloyd \
    lorenzo louis luca lucas ludwig luigi luis luke mads mahershala mahesh malcolm manuel marc marcel \
    marcus mario mark marlon martin mateo matt matteo matthew matthias mauricio max maxwell mel melvin \
    michael mike mikhail miles milo mitchell mohamed muhammad nate nathan ned neil nicholas nick nicolas \
    nigel noah noel norman oliver olivier omar orson oscar otto owen pablo pascal patrick paul paulo \
    pedro pete peter peyton phil philip philippe pierce pierre pio quentin quincy rafael rahul raj ralf \
    ralph rami ramón ranbir randy ranveer raoul ray reese renato rené rhys rian ricardo richard rick \
    ridley riz rob robert roberto rod rodrigo roger roland romain roman ron rowan roy ruben rudolf rufus \
    rupert russell ryan salman salvador sam samuel samuele scott sean sebastian sergei sergio seth \
    shane shawn simon spike stanley stefan stellan stephen sterling steve steven stuart sven sylvester \
    tadeo taika ted teddy terrence terry theo thierry thomas tim timothee timothy timothée tobey todd \
    tom tomas tommy tomás tony travis trent trevor tyler tyrone ulrich umberto valentin varun victor \
    viggo vijay vikram vin vince vincent vladimir wallace walt walter walton warren wayne werner wes \
    wilhelm will willem william wim winston wolfgang woody xavier yann yorgos yusuf zac zach zachary \
    zack";

/// Of women.
pub const WOMEN: &str = "abbey adèle agnès aishwarya alia alice alicia alison allison amanda amber amy amélie ana anastasia \
    andrea angela angelina angèle anjelica anna anne anne-marie annette annie annika anouk antonia \
    anushka anya ariana ashley astrid aubrey audrey ava barbara barbra beatrice bella bettina \
    blake brenda brie brittany bryce carey carla carlotta carmen carol caroline carrie catalina cate \
    catherine cecilia chantal charlotte chiara chloe chloé christina cindy claire clara claudia \
    colleen constance corinne cristina cynthia céline daisy dakota daniela deepika delphine demi \
    diana diane dolly eiza eleanor elena elisa elisabeth elizabeth elle ellen ellie elsa emilia emily \
    emma erin estelle esther eugenia eva eve evelyn fatima faye federica felicity fernanda fiona \
    florence frances francesca gabriela gabrielle gal geena gemma gena gillian ginger gisela giulia \
    glenda gloria goldie grace greta gwyneth hailee halle halyna hanna hannah heather heidi helen helena \
    helga hilaria hilary hildegard holly ingeborg ingrid inés irene irina isabella isabelle ivy jackie \
    jacqueline jada jana jane janelle janet jenna jennifer jenny jessica joan jodie joey josephine judi \
    judith judy julia julie juliette kaitlyn kaley kangana kareena karen karla kat kate katherine \
    kathryn kathy katie katrina keira keke kelly kerri kerry khloe khloé kiera kiernan kim kirsten \
    kourtney kristen kristin kriti kylie lady lana laura lauren laurie leslie lily linda lindsay lisa \
    liza lizzo lola lori lorraine lucia lucy lucía luisa lupita lydia lynn léa mackenzie madeleine \
    madeline madison maggie mallory mandy marcia margaret margarita margot maria mariah marie marilyn \
    marina marion marisa marta martha mary matilda maya meagan meg megan melanie melissa mercedes meryl \
    mia michaela michelle mikey mila miley millie mindy minnie miranda mirren monica nadia nancy naomi \
    natalie natasha nathalie nayanthara nell nia nicole nina noomi nora norah octavia olga olivia paige \
    pam pamela patricia patty paula penelope penélope phoebe phyllis pia polly priyanka rachel \
    raquel rashmika rebecca rebel regina renata renée rita robyn rooney rosa rosalind rosamund rosanna \
    rosario rose rosie ruth sabrina sadie sally salma samantha sandra saoirse sara sarah sarai scarlett \
    selena shaheen shailene shannon sharon sheila shelley shirley sienna sigourney simone siobhan sissy \
    sofia soledad sonia sophie stella stephanie sue susan susanna suzanne sweta sydney sylvia taapsee \
    tanya tatiana taylor teresa tessa thandiwe thelma theresa tilda tina tracy trisha uma ursula valeria \
    valerie vanessa vera veronica vicky victoria vidya virginia wanda wendy whoopi winona ximena yalitza \
    yvonne zoe zooey zoë";

/// Of either.
pub const EITHER: &str = "cameron casey jamie morgan robin sidney viola";
