# Official terms of Uttar Pradesh (UPSRLM).
-collector = District Magistrate
-janpad-ceo = Block Development Officer
-zp-ceo = Chief Development Officer
-dpm = District Mission Manager
-bpm = Block Mission Manager
-mission = Uttar Pradesh State Rural Livelihoods Mission
