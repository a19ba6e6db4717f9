# Official terms of Madhya Pradesh (MP-SRLM).
-collector = Collector
-dpm = District Project Manager
-mission = Madhya Pradesh State Rural Livelihoods Mission
